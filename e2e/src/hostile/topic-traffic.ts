import { randomUUID } from 'node:crypto';
import { eventually } from '@redress/testing';
import type { Kafka, Message, Producer } from 'kafkajs';

/** Where a record came to lie: `partition/offset`. */
export type Place = string;

/** All that goes to one partition at a time is one batch, which the broker refuses above 1 MiB. */
const MAX_BYTES_AT_ONCE = 500_000;

/** Somewhat less than that: what the coding of a record adds is not counted. */
const MAX_RECORD_BYTES = 1_000_000;

type Placed = { readonly message: Message; readonly partition: number };

/** Puts each message on the partition given for it; answers where each came to lie, in their order. */
export async function publishTo(kafka: Kafka, topic: string, messages: readonly Placed[]): Promise<Place[]> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const places: Place[] = [];
    for (const some of inBatches(messages)) places.push(...(await publishOnce(producer, topic, some)));
    return places;
  } finally {
    await producer.disconnect();
  }
}

async function publishOnce(producer: Producer, topic: string, messages: readonly Placed[]): Promise<Place[]> {
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
}

function* inBatches(messages: readonly Placed[]): Generator<readonly Placed[]> {
  let batch: Placed[] = [];
  let bytes = 0;
  for (const placed of messages) {
    const size = sizeOf(placed.message);
    if (bytes + size > MAX_BYTES_AT_ONCE && batch.length > 0) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(placed);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Whether a broker takes the record at all: what is larger comes to no topic, and is its publisher's to shorten. */
export function isTakenByBroker(message: Message): boolean {
  return sizeOf(message) <= MAX_RECORD_BYTES;
}

function sizeOf({ key, value, headers }: Message): number {
  const parts = [key, value, ...Object.entries(headers ?? {}).flat(2)];
  return parts.reduce<number>((sum, part) => sum + Buffer.byteLength(part ?? ''), 0);
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
