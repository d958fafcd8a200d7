import { readTopics as readWith, type TopicBatch } from '@redress/messaging';
import { silentClient } from './silent-client';

/**
 * Reads topics from their first record to where they end now.
 * @throws Error when the broker says nothing for a minute, or what `take` threw
 */
export function readTopics(
  brokers: readonly string[],
  topics: readonly string[],
  take: (batch: TopicBatch) => void,
): Promise<void> {
  return readWith(silentClient(brokers), topics, 'redress-bench', take);
}
