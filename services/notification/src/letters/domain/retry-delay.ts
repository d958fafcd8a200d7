const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/** A letter that the mail server did not take within this time has failed. */
export const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/**
 * Real time to wait before the next attempt: doubled with every attempt, up to 15 minutes, of which a random half is left
 * out so that letters which failed together do not come back together.
 * @param attempts attempts made so far, at least 1
 * @param random from 0 (inclusive) to 1 (exclusive)
 */
export function retryDelayMs(attempts: number, random: number): number {
  const longest = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (Math.min(attempts, 32) - 1));
  return Math.round(longest * (0.5 + random / 2));
}
