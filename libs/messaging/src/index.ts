// First: it must run before the client library is loaded.
import './client/mend-client';
export { clusterIdOf } from './client/cluster-id';
export { registerCompressionCodecs } from './client/compression-codecs';
export { BadRecord, describeFailure, ParkRecord, PausePartition, Unprocessable, type ParkReason } from './consuming/consumer-errors';
export { ConsumerRuntime, type ConsumerRuntimeOptions } from './consuming/consumer-runtime';
export { ConsumerServer } from './consuming/consumer-server';
export { Consumes, ConsumesRecords, EventConsumer } from './consuming/consumes.decorator';
export { INBOX_DAYS } from './consuming/inbox';
export { KafkaConnection, pinnedPartitioner, type KafkaOptions } from './client/kafka';
export { openKafkaPublisher } from './publishing/kafka-publisher';
export { headerText, type RawRecord } from './consuming/log-record';
export { Messaging, type MessagingOptions } from './messaging';
export { messagingMigrations } from './messaging.migration';
export { murmur2, partitionOf } from './client/murmur2';
export { readTopics, type TopicBatch } from './reading/read-topics';
export { topicOffsets } from './reading/topic-offsets';
export { NotParked, Parking, UnknownParkedEvent, type ParkedEventDetails, type RetryResult } from './parking/parking';
export { CannotPark, type RecordSealer } from './parking/record-sealing';
export { type ListedStatus, type ParkedEvent } from './parking/sql-parked-events';
export { type PauseReason } from './consuming/sql-positions';
export { StoryProgress } from './consuming/story-progress';
export { InvalidSubscription } from './consuming/subscriptions';
export { type UnreadableBatch, type UnreadableReason } from './client/unreadable-batch';
export {
  checkTopics,
  createTopics,
  declaredTopics,
  type CreateTopicsOptions,
  type DeclaredTopics,
  type TopicDifference,
} from './client/topics';
