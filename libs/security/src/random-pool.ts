import { randomFillSync } from 'node:crypto';

const POOL_BYTES = 8_192;

let pool = Buffer.alloc(0);
let used = 0;

/**
 * `size` random bytes of the system's generator, asked for in advance for many callers at once: each request to it costs
 * microseconds, whatever its size. No byte is given twice. What is kept for long should be copied or drawn on its own: it
 * would keep its neighbours in memory.
 */
export function randomBytesFromPool(size: number): Buffer {
  if (size > POOL_BYTES) return randomFillSync(Buffer.allocUnsafeSlow(size));
  if (used + size > pool.length) {
    // A new one each time: what was given out stays as it is.
    pool = randomFillSync(Buffer.allocUnsafeSlow(POOL_BYTES));
    used = 0;
  }
  const bytes = pool.subarray(used, used + size);
  used += size;
  return bytes;
}
