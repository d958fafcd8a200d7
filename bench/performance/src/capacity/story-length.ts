import { setTimeout as delay } from 'node:timers/promises';
import { withAdmin } from '@redress/workload';
import type { BenchPlatform } from '../measurement';
import { STORY } from '../story';

/** A story to which nothing was added for so long is at rest: consumers and relays look several times a second. */
const QUIET_MS = 2_000;
const LOOK_EVERY_MS = 200;

/** How many records were ever put on the story topic of this platform. */
export async function storyLength({ infrastructure, topicPrefix }: BenchPlatform): Promise<number> {
  const ends = await withAdmin(infrastructure.brokers, (admin) => admin.fetchTopicOffsets(`${topicPrefix}${STORY}`));
  return ends.reduce((sum, { high }) => sum + Number(high), 0);
}

/** Resolves when nothing has been added to the stories for two seconds. */
export async function storyAtRest(platform: BenchPlatform): Promise<void> {
  let length = -1;
  for (let quietSinceMs = performance.now(); performance.now() - quietSinceMs < QUIET_MS;) {
    const next = await storyLength(platform);
    if (next !== length) [length, quietSinceMs] = [next, performance.now()];
    await delay(LOOK_EVERY_MS);
  }
}
