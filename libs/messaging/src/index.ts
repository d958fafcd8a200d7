// First: it must run before the client library is loaded.
import './mend-client';
export { registerCompressionCodecs } from './compression-codecs';
export { BadRecord, ParkRecord, PausePartition, Unprocessable, type ParkReason } from './consumer-errors';
export { ConsumerRuntime, type ConsumerRuntimeOptions } from './consumer-runtime';
export { ConsumerServer } from './consumer-server';
export { Consumes, ConsumesRecords, EventConsumer } from './consumes.decorator';
export { INBOX_DAYS } from './inbox';
export { KafkaConnection, pinnedPartitioner, type KafkaOptions } from './kafka';
export { openKafkaPublisher } from './kafka-publisher';
export { headerText, type RawRecord } from './log-record';
export { Messaging, type MessagingOptions } from './messaging';
export { messagingMigrations } from './messaging.migration';
export { murmur2, partitionOf } from './murmur2';
export { NotParked, Parking, UnknownParkedEvent, type ParkedEventDetails, type RetryResult } from './parking';
export { CannotPark, type RecordSealer } from './record-sealing';
export { type ParkedEvent } from './sql-parked-events';
export { type PauseReason } from './sql-positions';
export { StoryProgress } from './story-progress';
export { InvalidSubscription } from './subscriptions';
export { type UnreadableBatch, type UnreadableReason } from './unreadable-batch';
export {
  checkTopics,
  createTopics,
  declaredTopics,
  type CreateTopicsOptions,
  type DeclaredTopics,
  type TopicDifference,
} from './topics';
