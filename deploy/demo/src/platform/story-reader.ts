import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin, type Consumer, type KafkaMessage } from 'kafkajs';
import { StoryFold } from './story';

const TOPIC = 'complaint.lifecycle.v1';
const FETCH_WAIT_MS = 500;

/** Reads the stories as any consumer of the documented topic may: to measure and to prove, not to decide. */
export class StoryReader {
  readonly fold = new StoryFold();
  private readonly topic: string;
  private readonly read = new Map<number, bigint>();
  private waiting: (() => void)[] = [];
  private failure: unknown;

  private constructor(
    private readonly groupId: string,
    private readonly consumer: Consumer,
    private readonly admin: Admin,
    topicPrefix: string,
  ) {
    this.topic = `${topicPrefix}${TOPIC}`;
  }

  /** Joins a group of its own and reads from the beginning. */
  static async open(brokers: readonly string[], topicPrefix: string): Promise<StoryReader> {
    const client = new Kafka({ clientId: 'demo-observer', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const groupId = `${topicPrefix}demo-observer-${randomUUID()}`;
    const consumer = client.consumer({ groupId, maxWaitTimeInMs: FETCH_WAIT_MS, allowAutoTopicCreation: false });
    const reader = new StoryReader(groupId, consumer, client.admin(), topicPrefix);
    await Promise.all([consumer.connect(), reader.admin.connect()]);
    await consumer.subscribe({ topic: reader.topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch, heartbeat }) => {
        try {
          for (const message of batch.messages) reader.take(message);
        } catch (error) {
          reader.failure ??= error;
        }
        reader.read.set(batch.partition, BigInt(batch.lastOffset()) + 1n);
        for (const wake of reader.waiting.splice(0)) wake();
        await heartbeat();
      },
    });
    return reader;
  }

  /** Resolves when everything that is on the topic now was read. Rejects after `timeoutMs` of real time, and when a record cannot be read. */
  async catchUp(timeoutMs: number): Promise<void> {
    const ends = await this.ends();
    const deadline = Date.now() + timeoutMs;
    while ([...ends].some(([partition, end]) => end > (this.read.get(partition) ?? 0n))) {
      if (this.failure) throw this.failure;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`The stories were not read to their end within ${timeoutMs / 1000} s`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 250));
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** Leaves the group and removes it. */
  async close(): Promise<void> {
    await this.consumer.disconnect();
    await this.admin.deleteGroups([this.groupId]).catch(() => undefined);
    await this.admin.disconnect();
  }

  private async ends(): Promise<ReadonlyMap<number, bigint>> {
    const offsets = await this.admin.fetchTopicOffsets(this.topic);
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  }

  private take({ headers = {}, value, offset }: KafkaMessage): void {
    const header = (name: string): string => {
      const found = headers[name];
      if (found === undefined) throw new Error(`A record of ${this.topic} at offset ${offset} has no header ${name}`);
      return found.toString();
    };
    this.fold.add({
      id: header('ce_id'),
      type: header('ce_type'),
      emitter: header('ce_source').replace('/redress/', ''),
      complaintId: header('ce_subject'),
      recordedAt: new Date(header('ce_recordedat')),
      value: JSON.parse((value ?? '{}').toString()) as Record<string, unknown>,
    });
  }
}
