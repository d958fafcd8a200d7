import type { TopicName } from '@redress/contracts';
import type { KafkaConnection } from '@redress/messaging';
import { newId } from '@redress/persistence';
import type { Consumer, EachBatchPayload, KafkaMessage } from 'kafkajs';

/** Takes messages of one partition, in the order of the log. */
export type TakeMessages = (partition: number, messages: readonly KafkaMessage[]) => Promise<void>;

const SILENT_MS = 60_000;
const FETCH_BYTES = 4 * 1024 * 1024;

/** Reads a topic from its first record, partition by partition up to given offsets, and later on from there. */
export class StoryLogReader {
  private readonly groupId: string;
  private readonly consumer: Consumer;
  private readonly topicOnBroker: string;
  private readonly next = new Map<number, bigint>();
  private targets: ReadonlyMap<number, bigint> = new Map();
  private settle: ((error?: Error) => void) | undefined;
  private silence: NodeJS.Timeout | undefined;

  constructor(
    private readonly kafka: KafkaConnection,
    topic: TopicName,
    private readonly take: TakeMessages,
  ) {
    this.topicOnBroker = kafka.topicOnBroker(topic);
    this.groupId = `${kafka.topicPrefix}redress-rebuild-${newId()}`;
    this.consumer = kafka.client.consumer({
      groupId: this.groupId,
      sessionTimeout: 30_000,
      maxWaitTimeInMs: 100,
      maxBytesPerPartition: FETCH_BYTES,
      maxBytes: 8 * FETCH_BYTES,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 3_000, factor: 0.2, multiplier: 2, retries: 8 },
    });
  }

  /** Joins; nothing is taken before {@link readTo}. */
  async open(): Promise<void> {
    const admin = this.kafka.client.admin();
    await admin.connect();
    try {
      for (const { partition, low } of await admin.fetchTopicOffsets(this.topicOnBroker)) {
        this.next.set(partition, BigInt(low));
      }
    } finally {
      await admin.disconnect();
    }
  }

  /**
   * Takes everything before the given offsets that was not taken yet.
   * @throws whatever taking threw, or an error when the broker says nothing for a minute
   */
  async readTo(targets: ReadonlyMap<number, bigint>): Promise<void> {
    this.targets = targets;
    if (this.isDone) return;
    const done = new Promise<void>((resolve, reject) => {
      this.settle = (error) => {
        clearTimeout(this.silence);
        this.settle = undefined;
        if (error) reject(error);
        else resolve();
      };
    });
    this.heard();
    if (this.isRunning) this.consumer.resume([{ topic: this.topicOnBroker }]);
    else await this.run();
    await done;
  }

  async close(): Promise<void> {
    clearTimeout(this.silence);
    if (!this.isRunning) return;
    await this.consumer.disconnect();
    const admin = this.kafka.client.admin();
    await admin.connect();
    // The group has done its work; left behind, the broker forgets it by itself after some days.
    await admin.deleteGroups([this.groupId]).catch(() => undefined);
    await admin.disconnect();
  }

  private isRunning = false;

  private async run(): Promise<void> {
    this.isRunning = true;
    const { consumer, topicOnBroker: topic } = this;
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    consumer.on(consumer.events.GROUP_JOIN, () => {
      for (const [partition, offset] of this.next) consumer.seek({ topic, partition, offset: offset.toString() });
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.settle?.(payload.error);
    });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      // An error of ours would be tried again for ever; the rebuild ends with it.
      eachBatch: (payload) => this.onBatch(payload).catch((error: Error) => this.settle?.(error)),
    });
  }

  private async onBatch({ batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    this.heard();
    const { partition } = batch;
    const target = this.targets.get(partition) ?? 0n;
    const from = this.next.get(partition) ?? 0n;
    const wanted = within(batch.messages, from, target);
    if (wanted.length > 0) await this.take(partition, wanted);
    resolveOffset(batch.lastOffset());
    await heartbeat();
    const end = BigInt(batch.lastOffset()) + 1n;
    const next = end < target ? end : target;
    if (next > from) this.next.set(partition, next);
    if (end < target) return;
    this.consumer.pause([{ topic: this.topicOnBroker, partitions: [partition] }]);
    this.consumer.seek({ topic: this.topicOnBroker, partition, offset: (this.next.get(partition) ?? 0n).toString() });
    if (this.isDone) this.settle?.();
  }

  private get isDone(): boolean {
    return [...this.targets].every(([partition, target]) => (this.next.get(partition) ?? 0n) >= target);
  }

  private heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(
      () => this.settle?.(new Error(`Nothing could be read for ${SILENT_MS / 1_000} s`)),
      SILENT_MS,
    );
  }
}

/** The messages from one offset up to another; almost always all of them. */
function within(messages: readonly KafkaMessage[], from: bigint, end: bigint): readonly KafkaMessage[] {
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) return [];
  if (BigInt(first.offset) >= from && BigInt(last.offset) < end) return messages;
  return messages.filter(({ offset }) => BigInt(offset) >= from && BigInt(offset) < end);
}
