const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/** The hash by which Kafka's Java client spreads keys over partitions, as a signed 32-bit number. */
export function murmur2(key: Buffer): number {
  const length = key.length;
  let h = SEED ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let k = Math.imul(key.readInt32LE(at), M);
    k ^= k >>> 24;
    h = Math.imul(h, M) ^ Math.imul(k, M);
  }
  const rest = length - at;
  if (rest > 0) {
    if (rest === 3) h ^= (key[at + 2] as number) << 16;
    if (rest >= 2) h ^= (key[at + 1] as number) << 8;
    h = Math.imul(h ^ (key[at] as number), M);
  }
  h ^= h >>> 13;
  h = Math.imul(h, M);
  return h ^ (h >>> 15);
}

/**
 * The partition of a key among `partitions`. Pinned here and not left to the client library: a changed partitioner would
 * split the story of every living complaint over two partitions.
 */
export function partitionOf(key: string | Buffer, partitions: number): number {
  return (murmur2(typeof key === 'string' ? Buffer.from(key) : key) & 0x7fffffff) % partitions;
}
