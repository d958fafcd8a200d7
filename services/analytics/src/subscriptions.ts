import { ProjectStory } from './overview/project-story/project-story.consumer';

/** Everything that analytics reacts to, besides what the host keeps for every service. */
export const subscriptions = [ProjectStory];
