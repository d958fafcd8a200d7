import { setTimeout as delay } from 'node:timers/promises';
import type { Admin } from 'kafkajs';

const PATIENCE_MS = 20_000;
const PAUSE_MS = 100;
/** A partition moves to another broker, or the topic is so new that its broker does not serve it yet. */
const PASSING = new Set(['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION']);

/**
 * First and next offset of every partition of a topic that exists. Resolves only when all partitions are served, so a topic
 * that was just created can be used afterwards.
 */
export async function topicOffsets(
  admin: Admin,
  topicOnBroker: string,
): Promise<{ partition: number; low: bigint; high: bigint }[]> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      const offsets = await admin.fetchTopicOffsets(topicOnBroker);
      return offsets.map(({ partition, low, high }) => ({ partition, low: BigInt(low), high: BigInt(high) }));
    } catch (error) {
      if (!PASSING.has((error as { type?: string }).type ?? '') || performance.now() > until) throw error;
      await delay(PAUSE_MS);
    }
  }
}
