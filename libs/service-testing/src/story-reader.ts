import { randomUUID } from 'node:crypto';
import type { TopicName } from '@redress/contracts';
import { HEADER } from '@redress/outbox';
import { eventually, type TestSuite } from '@redress/testing';
import type { Consumer } from 'kafkajs';

const STORY: TopicName = 'complaint.lifecycle.v1';
const PATIENCE_MS = 20_000;

/** One event that stands on the topic of stories. */
export interface OnTopic {
  readonly complaintId: string;
  readonly type: string;
  readonly stateSeq: number | undefined;
  readonly traceparent: string | undefined;
  readonly data: Record<string, unknown>;
}

/** Reads every story from its beginning, and goes on reading. */
export class StoryReader {
  private readonly seen: OnTopic[] = [];

  private constructor(private readonly consumer: Consumer) {}

  /** Connects in a group of its own. Close it in `afterAll`. */
  static async open(suite: TestSuite): Promise<StoryReader> {
    const groupId = `${suite.topicPrefix}reader-${randomUUID()}`;
    const reader = new StoryReader(suite.kafkaClient().consumer({ groupId, maxWaitTimeInMs: 100 }));
    await reader.consumer.connect();
    await reader.consumer.subscribe({ topic: suite.topicPrefix + STORY, fromBeginning: true });
    await reader.consumer.run({
      eachMessage: ({ message: { headers, key, value } }) => {
        const header = (name: string) => headers?.[name]?.toString();
        const seq = header(HEADER.stateSeq);
        reader.seen.push({
          complaintId: String(key),
          type: header(HEADER.type) ?? '',
          stateSeq: seq === undefined ? undefined : Number(seq),
          traceparent: header(HEADER.traceparent),
          data: JSON.parse(String(value)) as Record<string, unknown>,
        });
        return Promise.resolve();
      },
    });
    return reader;
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
  }

  /** How many events were read of all complaints. */
  get count(): number {
    return this.seen.length;
  }

  /** What was read of a complaint, in its order. */
  of(complaintId: string): OnTopic[] {
    return this.seen.filter((event) => event.complaintId === complaintId);
  }

  /** The story of a complaint, once `isComplete` says so. */
  when(complaintId: string, isComplete: (story: readonly OnTopic[]) => boolean): Promise<readonly OnTopic[]> {
    return eventually(
      () => {
        const story = this.of(complaintId);
        return isComplete(story) ? story : undefined;
      },
      { timeoutMs: PATIENCE_MS, what: 'the story to be complete' },
    );
  }
}
