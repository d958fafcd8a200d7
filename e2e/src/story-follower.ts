import { randomUUID } from 'node:crypto';
import { eventually } from '@redress/infrastructure';
import type { Admin, Consumer, Kafka, KafkaMessage } from 'kafkajs';

/** An event as it stands on the topic of stories. */
export interface StoryRecord {
  readonly complaintId: string;
  readonly emitter: string;
  /** Without emitter and version, e.g. `complaint-registered`. */
  readonly fact: string;
  readonly traceparent: string | undefined;
  readonly value: Readonly<Record<string, unknown>>;
}

const TOPIC = 'complaint.lifecycle.v1';
const FACT = /^redress\.[a-z]+\.([a-z-]+)\.v\d+$/;
const READING_MS = 60_000;

/** Reads stories from the broker as any system may that is told of complaints. */
export class StoryFollower {
  private readonly records: StoryRecord[] = [];
  private readonly next = new Map<number, bigint>();

  private constructor(
    private readonly topic: string,
    private readonly groupId: string,
    private readonly consumer: Consumer,
    private readonly admin: Admin,
  ) {}

  /** Reads from the beginning, in a group of its own. */
  static async open(kafka: Kafka, topicPrefix: string): Promise<StoryFollower> {
    const groupId = `${topicPrefix}follower-${randomUUID()}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, allowAutoTopicCreation: false });
    const follower = new StoryFollower(`${topicPrefix}${TOPIC}`, groupId, consumer, kafka.admin());
    await Promise.all([consumer.connect(), follower.admin.connect()]);
    await consumer.subscribe({ topic: follower.topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        for (const message of batch.messages) follower.records.push(toRecord(message));
        follower.next.set(batch.partition, BigInt(batch.lastOffset()) + 1n);
        return Promise.resolve();
      },
    });
    return follower;
  }

  /** How many records are on the topic. */
  async published(): Promise<bigint> {
    return [...(await this.ends()).values()].reduce((sum, end) => sum + end, 0n);
  }

  /** Resolves when everything was read that is on the topic now. */
  async catchUp(): Promise<void> {
    const ends = await this.ends();
    await eventually(() => [...ends].every(([partition, end]) => (this.next.get(partition) ?? 0n) >= end), {
      timeoutMs: READING_MS,
      what: 'the stories to be read',
    });
  }

  /** What was read of a complaint, in its order. */
  of(complaintId: string): StoryRecord[] {
    return this.records.filter((record) => record.complaintId === complaintId);
  }

  /** What was read of all complaints. */
  all(): readonly StoryRecord[] {
    return this.records;
  }

  /** What was read of the registration of a submission. */
  registered(source: string, id: string): StoryRecord | undefined {
    const isOurs = (value: StoryRecord['value']) => {
      const from = (value['source'] ?? {}) as { source?: string; id?: string };
      return from.source === source && from.id === id;
    };
    return this.records.find(({ fact, value }) => fact === 'complaint-registered' && isOurs(value));
  }

  /** Waits until a complaint's story has such an event, and answers it. */
  find(complaintId: string, fact: string, matches: (value: StoryRecord['value']) => boolean = () => true) {
    return eventually(() => this.of(complaintId).find((one) => one.fact === fact && matches(one.value)), {
      timeoutMs: READING_MS,
      what: `${fact} on the story of ${complaintId}`,
    });
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
    await this.admin.deleteGroups([this.groupId]).catch(() => undefined);
    await this.admin.disconnect();
  }

  private async ends(): Promise<ReadonlyMap<number, bigint>> {
    const offsets = await this.admin.fetchTopicOffsets(this.topic);
    return new Map(offsets.map(({ partition, high }) => [partition, BigInt(high)]));
  }
}

/** The state events of a story as `<stateSeq> <emitter> <fact>`. */
export function movesOf(story: readonly StoryRecord[]): string[] {
  return story
    .filter(({ value }) => value['stateSeq'] !== undefined)
    .map(({ value, emitter, fact }) => `${String(value['stateSeq'])} ${emitter} ${fact}`);
}

function toRecord({ headers = {}, value }: KafkaMessage): StoryRecord {
  const header = (name: string): string | undefined => headers[name]?.toString();
  const [, fact = ''] = FACT.exec(header('ce_type') ?? '') ?? [];
  return {
    complaintId: header('ce_subject') ?? '',
    emitter: (header('ce_source') ?? '').slice('/redress/'.length),
    fact,
    traceparent: header('traceparent'),
    value: valueOf(value),
  };
}

/** Nothing where a record on the topic is no event. */
function valueOf(value: Buffer | null): StoryRecord['value'] {
  try {
    const parsed = JSON.parse(value?.toString() ?? '{}') as unknown;
    return typeof parsed === 'object' && parsed !== null ? (parsed as StoryRecord['value']) : {};
  } catch {
    return {};
  }
}
