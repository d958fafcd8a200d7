import { randomUUID } from 'node:crypto';
import { eventually } from '@redress/testing';
import type { Kafka, Message } from 'kafkajs';

/** Where a record came to lie: `partition/offset`. */
export type Place = string;

/** Puts each message on the partition given for it; answers where each came to lie, in their order. */
export async function publishTo(
  kafka: Kafka,
  topic: string,
  messages: readonly { readonly message: Message; readonly partition: number }[],
): Promise<Place[]> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const sent = await producer.send({
      topic,
      acks: -1,
      messages: messages.map(({ message, partition }) => ({ ...message, partition })),
    });
    const next = new Map(sent.map(({ partition, baseOffset }) => [partition, BigInt(baseOffset ?? 0)]));
    return messages.map(({ partition }) => {
      const offset = next.get(partition) ?? 0n;
      next.set(partition, offset + 1n);
      return `${partition}/${offset}`;
    });
  } finally {
    await producer.disconnect();
  }
}

/** The values of all records that are on a topic now. */
export async function readValues(kafka: Kafka, topic: string): Promise<Record<string, unknown>[]> {
  const admin = kafka.admin();
  const groupId = `${topic}-reader-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, allowAutoTopicCreation: false });
  await Promise.all([admin.connect(), consumer.connect()]);
  try {
    const bounds = await admin.fetchTopicOffsets(topic);
    const left = new Map(
      bounds.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high)]),
    );
    const values: Record<string, unknown>[] = [];
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        for (const { value } of batch.messages)
          values.push(JSON.parse(value?.toString() ?? '{}') as Record<string, unknown>);
        if (BigInt(batch.lastOffset()) + 1n >= (left.get(batch.partition) ?? 0n)) left.delete(batch.partition);
        return Promise.resolve();
      },
    });
    await eventually(() => left.size === 0, { timeoutMs: 60_000, what: `${topic} to be read` });
    return values;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}
