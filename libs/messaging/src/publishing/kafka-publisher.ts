import { TOPICS, type TopicName } from '@redress/contracts';
import { RefusedByBroker, type RelayPublisher, type RelayRecord } from '@redress/outbox';
import { CompressionTypes, type Message, type Producer } from 'kafkajs';
import { pinnedPartitioner, type KafkaConnection } from '../client/kafka';
import { partitionOf } from '../client/murmur2';

/**
 * The records of one partition leave as one batch, which the broker refuses above `max.message.bytes` (1 MiB). Compressed
 * they are smaller, but nothing promises how much.
 */
const MAX_PARTITION_BYTES = 950_000;
const RECORD_OVERHEAD_BYTES = 64;

/**
 * Fewer records are not compressed. They are packed partition by partition, so that each batch would hold a dozen at best
 * where keys are spread: that saves little room, and cost intake a fifth of its time and every reader some (ADR 10).
 */
const COMPRESSED_FROM = 400;

/** Answers of the broker that no repetition changes. */
const REFUSALS = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'INVALID_TOPIC_EXCEPTION',
  'UNKNOWN_TOPIC_OR_PARTITION',
  'TOPIC_AUTHORIZATION_FAILED',
  'POLICY_VIOLATION',
  'UNSUPPORTED_FOR_MESSAGE_FORMAT',
]);

/**
 * Connects a publisher for the relay: acknowledged by all in-sync replicas, one try, no idempotent producer (whose
 * sequence numbers are worth nothing here, because a producer that failed once is thrown away).
 */
export async function openKafkaPublisher(kafka: KafkaConnection): Promise<RelayPublisher> {
  const producer = kafka.oneTryClient.producer({
    createPartitioner: pinnedPartitioner,
    allowAutoTopicCreation: false,
    idempotent: false,
    metadataMaxAge: 60_000,
    retry: { retries: 0 },
  });
  try {
    await producer.connect();
  } catch (error) {
    producer.disconnect().catch(() => undefined);
    throw error;
  }
  return new KafkaPublisher(producer, kafka);
}

class KafkaPublisher implements RelayPublisher {
  constructor(
    private readonly producer: Producer,
    private readonly kafka: KafkaConnection,
  ) {}

  async publish(records: readonly RelayRecord[]): Promise<void> {
    try {
      for (const batch of batchesOf(records)) await this.send(batch);
    } catch (error) {
      throw refusalIn(error) ?? error;
    }
  }

  async close(): Promise<void> {
    await this.producer.disconnect().catch(() => undefined);
  }

  private async send(records: readonly RelayRecord[]): Promise<void> {
    const topics = new Map<string, Message[]>();
    for (const { topic, key, headers, value } of records) {
      const messages = topics.get(topic) ?? [];
      messages.push({ key, value, headers: { ...headers } });
      topics.set(topic, messages);
    }
    await this.producer.sendBatch({
      acks: -1,
      timeout: 3_000,
      compression: records.length < COMPRESSED_FROM ? CompressionTypes.None : CompressionTypes.ZSTD,
      topicMessages: [...topics].map(([topic, messages]) => ({ topic: this.kafka.topicOnBroker(topic), messages })),
    });
  }
}

/** Splits the records, in order, so that no partition gets more than one batch can hold. */
function* batchesOf(records: readonly RelayRecord[]): Generator<readonly RelayRecord[]> {
  let batch: RelayRecord[] = [];
  let bytes = new Map<string, number>();
  for (const record of records) {
    const partitions = TOPICS[record.topic as TopicName]?.partitions ?? 1;
    const partition = `${record.topic}/${partitionOf(record.key, partitions)}`;
    const size = (bytes.get(partition) ?? 0) + sizeOf(record);
    if (size > MAX_PARTITION_BYTES && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = new Map();
      bytes.set(partition, sizeOf(record));
    } else {
      bytes.set(partition, size);
    }
    batch.push(record);
  }
  if (batch.length > 0) yield batch;
}

function sizeOf(record: RelayRecord): number {
  let bytes = RECORD_OVERHEAD_BYTES + record.key.length + (record.value === null ? 0 : Buffer.byteLength(record.value));
  for (const [name, value] of Object.entries(record.headers)) bytes += name.length + value.length + 8;
  return bytes;
}

function refusalIn(error: unknown): RefusedByBroker | undefined {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const type = (cause as { type?: unknown }).type;
    if (typeof type === 'string' && REFUSALS.has(type)) return new RefusedByBroker(type, { cause: error });
  }
  return undefined;
}
