import { randomBytesFromPool } from '@redress/security';
import { MAX, NIL, v7 } from 'uuid';

const RANDOM_BYTES = 16;

/** Before every id that {@link newId} gives out: the place where a list in the order of ids begins. */
export const LOWEST_ID: string = NIL;
/** Behind every id that {@link newId} gives out: the place where such a list ends. */
export const HIGHEST_ID: string = MAX;

let lastMs = 0;
let sequence = 0;

/**
 * A new UUIDv7: unique, and ordered by time of creation, so that indexes grow at one end. Those of one process are in the
 * order in which they were made, also within a millisecond (RFC 9562, section 6.2, method 1) and when the clock steps back.
 */
export function newId(): string {
  const random = randomBytesFromPool(RANDOM_BYTES);
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    // Of 32 bits the highest stays free, so that there are two thousand million steps before it runs over.
    sequence = random.readUInt32BE(6) >>> 1;
  } else if (++sequence > 0xffff_ffff) {
    sequence = 0;
    lastMs++;
  }
  return v7({ msecs: lastMs, seq: sequence, random });
}
