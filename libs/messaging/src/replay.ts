import type { Received, TopicName } from '@redress/contracts';
import type { Logger } from '@redress/observability';
import { HEADER } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import type { Consumer, EachBatchPayload } from 'kafkajs';
import { readHeaders } from './envelope-reader';
import type { KafkaConnection } from './kafka';
import { headerText, toRawRecord, type RawRecord } from './log-record';
import { checkedEvent } from './record-delivery';
import { contractOf, type EventSubscription } from './subscriptions';
import { inWaves, type Delivery } from './waves';

export interface ReplayOptions {
  readonly kafka: KafkaConnection;
  readonly topic: TopicName;
  /** The consumers that are to see the topic again. */
  readonly consumers: readonly EventSubscription[];
  /** Opens a transaction in the place that is rebuilt, for example with its `search_path` set to a shadow schema. */
  readonly transaction: (work: (tx: Transaction) => Promise<void>) => Promise<void>;
  /** Events that an operator has skipped; they are skipped here too. */
  readonly skippedEventIds?: ReadonlySet<string>;
  readonly logger: Logger;
  /** Records at most in one transaction. Default 500. */
  readonly chunkSize?: number;
  /** Told now and then how far it is. */
  readonly onProgress?: (read: number) => void;
}

export interface ReplayResult {
  /** Records read. */
  readonly read: number;
  /** Events given to consumers, each counted once. */
  readonly delivered: number;
  /** Next offset of each partition: where the live consumers go on after the swap. */
  readonly ends: ReadonlyMap<number, bigint>;
}

const SILENT_MS = 60_000;

/**
 * Reads a topic from its first record to the end it has at the start, and gives its events to consumers, in batches and
 * in order, as the live runtime does, but without position, custody, parking or outbox (architecture, decision 14).
 *
 * Twice written events are delivered once: their ids are remembered in the table `replayed_event`, which is made where the
 * transactions work and dropped at the end.
 *
 * @throws the error of the first event that fails, with its coordinates; nothing of its batch is kept
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { kafka, topic } = options;
  const topicOnBroker = kafka.topicOnBroker(topic);
  const groupId = `${kafka.topicPrefix}redress-replay-${newId()}`;
  const admin = kafka.client.admin();
  const consumer = kafka.client.consumer({
    groupId,
    sessionTimeout: 30_000,
    maxWaitTimeInMs: 200,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 3_000, factor: 0.2, multiplier: 2, retries: 8 },
  });
  await admin.connect();
  try {
    const bounds = await admin.fetchTopicOffsets(topicOnBroker);
    const run = new ReplayRun(options, new Map(bounds.map((b) => [b.partition, [BigInt(b.low), BigInt(b.high)]])));
    await options.transaction(async (tx) => {
      await tx.query('create table replayed_event (event_id uuid primary key)');
    });
    if (!run.isDone) {
      await consumer.connect();
      await consumer.subscribe({ topics: [topicOnBroker], fromBeginning: true });
      await run.consume(consumer);
    }
    await options.transaction(async (tx) => {
      await tx.query('drop table replayed_event');
    });
    return run.result;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}

class ReplayRun {
  private readonly next = new Map<number, bigint>();
  private readonly ends = new Map<number, bigint>();
  private read = 0;
  private delivered = 0;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: ReplayOptions,
    bounds: ReadonlyMap<number, readonly [bigint, bigint]>,
  ) {
    for (const [partition, [low, high]] of bounds) {
      this.next.set(partition, low);
      this.ends.set(partition, high);
    }
  }

  get isDone(): boolean {
    return [...this.ends].every(([partition, end]) => (this.next.get(partition) as bigint) >= end);
  }

  get result(): ReplayResult {
    return { read: this.read, delivered: this.delivered, ends: this.ends };
  }

  /** Resolves when every partition is read to its end. */
  consume(consumer: Consumer): Promise<void> {
    return new Promise((resolve, reject) => {
      let silence = setTimeout(() => undefined, 0);
      const settle = (error?: unknown): void => {
        clearTimeout(silence);
        if (error) reject(error as Error);
        else resolve();
      };
      const heard = (): void => {
        clearTimeout(silence);
        silence = setTimeout(() => settle(new Error(`Nothing was read for ${SILENT_MS} ms`)), SILENT_MS);
      };
      heard();
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        if (!payload.restart) settle(payload.error);
      });
      consumer
        .run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          eachBatch: async (payload) => {
            heard();
            // The client would try an error of ours again for ever; a rebuild ends with it.
            await this.take(payload).catch(settle);
            if (this.isDone) settle();
          },
        })
        .catch(settle);
    });
  }

  private async take({ batch, resolveOffset, heartbeat, isRunning }: EachBatchPayload): Promise<void> {
    const { topic, partition } = { topic: this.options.topic, partition: batch.partition };
    const end = this.ends.get(partition) ?? 0n;
    const size = this.options.chunkSize ?? 500;
    const records = batch.messages
      .map((message) => toRawRecord(topic, partition, message))
      // After the group has been rebalanced some are fetched again.
      .filter((record) => record.offset < end && record.offset >= (this.next.get(partition) ?? 0n));
    for (let at = 0; at < records.length && isRunning(); at += size) {
      const chunk = records.slice(at, at + size);
      const taken = this.queue.then(() => this.options.transaction((tx) => this.deliver(chunk, tx)));
      // One transaction at a time: a rebuild is bound by the database anyway, and its tables know no other writer.
      this.queue = taken.catch(() => undefined);
      await taken;
      this.read += chunk.length;
      this.next.set(partition, (chunk[chunk.length - 1] as RawRecord).offset + 1n);
      this.options.onProgress?.(this.read);
      await heartbeat();
    }
    resolveOffset(batch.lastOffset());
    const last = BigInt(batch.lastOffset()) + 1n;
    if (last > (this.next.get(partition) ?? 0n)) this.next.set(partition, last);
  }

  private async deliver(records: readonly RawRecord[], tx: Transaction): Promise<void> {
    const wanted = records.flatMap((record) => {
      const type = headerText(record, HEADER.type) ?? '';
      const consumers = this.options.consumers.filter((consumer) =>
        consumer.contracts.some((contract) => contract.type === type && contract.topic === record.topic),
      );
      const id = headerText(record, HEADER.id) ?? '';
      return consumers.length > 0 && !this.options.skippedEventIds?.has(id) ? [{ record, id, consumers }] : [];
    });
    if (wanted.length === 0) return;
    const { rows } = await tx.query<{ event_id: string }>(
      `insert into replayed_event select unnest($1::uuid[]) on conflict do nothing returning event_id`,
      [wanted.map(({ id }) => id)],
    );
    const fresh = new Set(rows.map((row) => row.event_id));
    const deliveries = wanted.flatMap(({ record, id, consumers }): Delivery<EventSubscription, Received>[] => {
      if (!fresh.delete(id)) return [];
      const headers = readHeaders(record);
      const event = checkedEvent(record, headers, contractOf(consumers[0] as EventSubscription, headers.type));
      return [{ event, consumers, orderKey: headers.subject }];
    });
    for (const { consumer, events } of inWaves(deliveries)) {
      try {
        await consumer.deliver(events, tx);
      } catch (error) {
        const [first] = events as [Received, ...Received[]];
        const where = `${first.topic}/${first.partition} from offset ${first.offset}`;
        throw new Error(`The rebuild failed in ${consumer.consumer} at ${where}`, { cause: error });
      }
    }
    this.delivered += deliveries.length;
  }
}
