import { randomUUID } from 'node:crypto';
import { registerCompressionCodecs } from '@redress/messaging';
import { Kafka, logLevel, type Consumer, type KafkaMessage } from 'kafkajs';
import { withAdmin } from './with-admin';

/** Messages of one partition, in the order of the log. */
export interface TopicBatch {
  /** Name on the broker. */
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly KafkaMessage[];
}

const SILENT_MS = 30_000;
/** What is done with the records may take its time. */
const SESSION_TIMEOUT_MS = 60_000;
const FETCH_BYTES = 4 * 1024 * 1024;

/**
 * Reads topics from their first record to where they end now.
 * @throws Error when the broker says nothing for half a minute, or what `take` threw
 */
export async function readTopics(
  brokers: readonly string[],
  topics: readonly string[],
  take: (batch: TopicBatch) => void,
): Promise<void> {
  registerCompressionCodecs();
  const kafka = new Kafka({ clientId: 'redress-bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const groupId = `redress-bench-${randomUUID()}`;
  await withAdmin(brokers, async (admin) => {
    const ends = new Map<string, bigint>();
    for (const topic of topics) {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        if (low !== high) ends.set(`${topic}/${partition}`, BigInt(high));
      }
    }
    if (ends.size === 0) return;
    const consumer = kafka.consumer({
      groupId,
      allowAutoTopicCreation: false,
      sessionTimeout: SESSION_TIMEOUT_MS,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: FETCH_BYTES,
      maxBytes: 8 * FETCH_BYTES,
    });
    try {
      await readToEnds(consumer, topics, ends, take);
    } finally {
      await consumer.disconnect();
    }
    // Left behind, the broker forgets the group by itself after some days.
    await admin.deleteGroups([groupId]).catch(() => undefined);
  });
}

async function readToEnds(
  consumer: Consumer,
  topics: readonly string[],
  ends: Map<string, bigint>,
  take: (batch: TopicBatch) => void,
): Promise<void> {
  await consumer.connect();
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
  const next = new Map<string, bigint>();
  let silence: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const heard = () => {
        clearTimeout(silence);
        silence = setTimeout(
          () => reject(new Error(`Nothing could be read for ${SILENT_MS / 1_000} s: ${[...ends.keys()].join(', ')}`)),
          SILENT_MS,
        );
      };
      heard();
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) reject(payload.error);
      });
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch, heartbeat }) => {
            heard();
            const place = `${batch.topic}/${batch.partition}`;
            const end = ends.get(place);
            // A rebalance begins a partition again; records are taken once and none that came after the start.
            const from = next.get(place) ?? -1n;
            try {
              const messages = batch.messages.filter(({ offset }) => {
                const at = BigInt(offset);
                return end !== undefined && at < end && at >= from;
              });
              if (messages.length > 0) take({ topic: batch.topic, partition: batch.partition, messages });
            } catch (error) {
              return reject(error as Error);
            }
            const last = BigInt(batch.lastOffset()) + 1n;
            if (last > from) next.set(place, last);
            if (end !== undefined && last >= end) ends.delete(place);
            if (ends.size === 0) resolve();
            await heartbeat();
          },
        })
        .catch(reject);
    });
  } finally {
    clearTimeout(silence);
  }
}
