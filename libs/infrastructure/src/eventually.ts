import { setTimeout as delay } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Give up after this many milliseconds of real time (default 30 000). */
  timeoutMs?: number;
  /** Pause between two tries in milliseconds (default 25). */
  intervalMs?: number;
  /** What is waited for, in words; it opens the error message. */
  what?: string;
}

/**
 * Asks again and again until `condition` returns something truthy, and returns that. A thrown error counts as "not yet".
 * Rejects at the deadline, naming what was awaited and the last value or error seen.
 */
export async function eventually<T>(
  condition: () => T | Promise<T>,
  { timeoutMs = 30_000, intervalMs = 25, what = 'the condition' }: EventuallyOptions = {},
): Promise<Exclude<T, false | 0 | '' | null | undefined>> {
  const deadline = Date.now() + timeoutMs;
  let lastSeen = 'never evaluated';
  for (;;) {
    let cause: unknown;
    try {
      const value = await condition();
      if (value) return value as Exclude<T, false | 0 | '' | null | undefined>;
      lastSeen = `last value ${JSON.stringify(value) ?? 'undefined'}`;
    } catch (error) {
      cause = error;
      lastSeen = `last error: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}, in vain (${lastSeen})`, { cause });
    }
    await delay(intervalMs);
  }
}
