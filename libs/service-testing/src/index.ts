export { pinPacks } from './pin-packs';
export { documentMessage, storyMessage, type StoryMessage, type StoryMove, type Told } from './story-message';
export { aComplaint, StoryPublisher, type ToldComplaint } from './story-publisher';
export { StoryReader, type OnTopic } from './story-reader';
export { serviceUnderTest, type Reply, type ServiceUnderTest, type UnderTestOptions } from './service-under-test';
export { upDownUp, type UpDownUp } from './up-down-up';
