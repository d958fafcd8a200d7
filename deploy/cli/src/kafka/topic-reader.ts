import { randomUUID } from 'node:crypto';
import type { TopicName } from '@redress/contracts';
import type { KafkaConnection } from '@redress/messaging';
import type { Admin, Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { Failure } from '../failure';
import { topicOffsets } from './topic-offsets';

/** One record as it lies on a topic. */
export interface TopicRecord {
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Buffer | null;
  /** Text of a header; undefined when it is missing. Of one that occurs more than once the last counts. */
  header(name: string): string | undefined;
}

const SILENT_MS = 60_000;

/**
 * Reads topics from their first record to the end that they have now, in the order of each partition, and leaves nothing
 * behind on the broker: no committed offset, no group.
 * @returns how many records were read
 * @throws Failure when a topic does not exist or nothing comes for a minute; whatever `onRecord` throws
 */
export async function readTopics(
  kafka: KafkaConnection,
  admin: Admin,
  topics: readonly TopicName[],
  onRecord: (record: TopicRecord) => void,
): Promise<number> {
  const existing = new Set(await admin.listTopics());
  const ends = new Map<string, bigint>();
  for (const topic of topics) {
    const onBroker = kafka.topicOnBroker(topic);
    if (!existing.has(onBroker))
      throw new Failure(`Topic ${onBroker} does not exist. Create it: redress topics create`);
    for (const { partition, low, high } of await topicOffsets(admin, onBroker)) {
      if (high > low) ends.set(`${onBroker}/${partition}`, high);
    }
  }
  if (ends.size === 0) return 0;

  const groupId = `${kafka.topicPrefix}redress-cli-${randomUUID()}`;
  const consumer = kafka.client.consumer({
    groupId,
    sessionTimeout: 30_000,
    maxWaitTimeInMs: 200,
    maxBytesPerPartition: 4 * 1024 * 1024,
    allowAutoTopicCreation: false,
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: topics.map((topic) => kafka.topicOnBroker(topic)), fromBeginning: true });
    return await new Reading(kafka, ends, onRecord).run(consumer);
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
}

class Reading {
  private read = 0;
  private readonly next = new Map<string, bigint>();

  /** @param ends offset after the last record to read, by `<topic on the broker>/<partition>` */
  constructor(
    private readonly kafka: KafkaConnection,
    private readonly ends: Map<string, bigint>,
    private readonly onRecord: (record: TopicRecord) => void,
  ) {}

  run(consumer: Consumer): Promise<number> {
    return new Promise((resolve, reject) => {
      let silence: NodeJS.Timeout | undefined;
      const settle = (error?: unknown): void => {
        clearTimeout(silence);
        if (error) reject(error as Error);
        else resolve(this.read);
      };
      const heard = (): void => {
        clearTimeout(silence);
        const failure = new Failure(`Kafka sent no record for ${SILENT_MS / 1000} seconds`);
        silence = setTimeout(() => settle(failure), SILENT_MS);
      };
      heard();
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) settle(payload.error);
      });
      consumer
        .run({
          autoCommit: false,
          eachBatch: async (payload) => {
            heard();
            try {
              this.take(payload);
            } catch (error) {
              // The client would give the same batch again and again.
              settle(error);
            }
            await payload.heartbeat();
            if (this.ends.size === 0) settle();
          },
        })
        .catch(settle);
    });
  }

  private take({ batch }: EachBatchPayload): void {
    const place = `${batch.topic}/${batch.partition}`;
    const end = this.ends.get(place);
    if (end === undefined) return;
    const topic = this.kafka.declaredTopic(batch.topic) as TopicName;
    for (const message of batch.messages) {
      const offset = BigInt(message.offset);
      // After the group has been rebalanced some are fetched again.
      if (offset >= end || offset < (this.next.get(place) ?? 0n)) continue;
      this.onRecord(toRecord(topic, batch.partition, offset, message));
      this.read += 1;
    }
    const next = BigInt(batch.lastOffset()) + 1n;
    this.next.set(place, next);
    if (next >= end) this.ends.delete(place);
  }
}

function toRecord(topic: TopicName, partition: number, offset: bigint, message: KafkaMessage): TopicRecord {
  return {
    topic,
    partition,
    offset,
    key: message.key?.toString('utf8') ?? null,
    value: message.value,
    header(name) {
      const given = message.headers?.[name];
      return (Array.isArray(given) ? given.at(-1) : given)?.toString('utf8');
    },
  };
}
