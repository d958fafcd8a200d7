import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import { registerCompressionCodecs } from '../client/compression-codecs';
import { topicOffsets } from './topic-offsets';

/** Messages of one partition, in the order of the log. */
export interface TopicBatch {
  /** Name on the broker. */
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
}

const SILENT_MS = 60_000;
/** What is done with the records may take its time. */
const SESSION_TIMEOUT_MS = 60_000;
const FETCH_BYTES = 4 * 1024 * 1024;

/**
 * Reads topics that exist from their first record to the end that they have now, in the order of each partition, and leaves
 * nothing behind on the broker: no committed offset, no group.
 * @param topics names on the broker
 * @param group how the name of the group begins while it exists
 * @param take is given each record once
 * @throws Error when the broker says nothing for a minute; whatever `take` threw
 */
export async function readTopics(
  client: Kafka,
  topics: readonly string[],
  group: string,
  take: (batch: TopicBatch) => void,
): Promise<void> {
  registerCompressionCodecs();
  const admin = client.admin();
  await admin.connect();
  try {
    const ends = await endsOf(admin, topics);
    if (ends.size === 0) return;
    const groupId = `${group}-${randomUUID()}`;
    const consumer = client.consumer({
      groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_TIMEOUT_MS,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: FETCH_BYTES,
      maxBytes: 8 * FETCH_BYTES,
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await new Reading(ends, take).run(consumer);
    } finally {
      await consumer.disconnect();
      // Left behind, the broker forgets the group by itself after some days.
      await admin.deleteGroups([groupId]).catch(() => undefined);
    }
  } finally {
    await admin.disconnect();
  }
}

const placeOf = (topic: string, partition: number) => `${topic}/${partition}`;

/** Offsets after the last record, by place, of partitions that hold records. */
async function endsOf(admin: Admin, topics: readonly string[]): Promise<Map<string, bigint>> {
  const ends = new Map<string, bigint>();
  for (const topic of topics) {
    for (const { partition, low, high } of await topicOffsets(admin, topic)) {
      if (high > low) ends.set(placeOf(topic, partition), high);
    }
  }
  return ends;
}

class Reading {
  private readonly next = new Map<string, bigint>();

  constructor(
    private readonly ends: Map<string, bigint>,
    private readonly take: (batch: TopicBatch) => void,
  ) {}

  run(consumer: Consumer): Promise<void> {
    return new Promise((resolve, reject) => {
      let silence: NodeJS.Timeout | undefined;
      const settle = (error?: unknown): void => {
        clearTimeout(silence);
        if (error) reject(error as Error);
        else resolve();
      };
      const heard = (): void => {
        clearTimeout(silence);
        silence = setTimeout(() => {
          const left = [...this.ends.keys()].join(', ');
          settle(new Error(`Kafka sent no record for ${SILENT_MS / 1_000} seconds; not read to the end: ${left}`));
        }, SILENT_MS);
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
              this.takeOf(payload);
            } catch (error) {
              // The client would give the same batch again and again.
              return settle(error);
            }
            if (this.ends.size === 0) settle();
            await payload.heartbeat();
          },
        })
        .catch(settle);
    });
  }

  private takeOf({ batch }: EachBatchPayload): void {
    const { topic, partition } = batch;
    const place = placeOf(topic, partition);
    const end = this.ends.get(place);
    if (end === undefined) return;
    // After the group has been rebalanced some are fetched again.
    const from = this.next.get(place) ?? 0n;
    const messages = batch.messages.filter(({ offset }) => BigInt(offset) >= from && BigInt(offset) < end);
    if (messages.length > 0) this.take({ topic, partition, messages });
    const next = BigInt(batch.lastOffset()) + 1n;
    if (next > from) this.next.set(place, next);
    if (next >= end) this.ends.delete(place);
  }
}
