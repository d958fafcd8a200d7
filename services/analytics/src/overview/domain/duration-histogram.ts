/** Each bucket is this much wider than the one before it. */
const GROWTH = 1.1;

/** How far a percentile may be from the true one, as a share of it: the middle of a bucket stands for all of it. */
export const BUCKET_ERROR = Math.sqrt(GROWTH) - 1;

/** The bucket of a duration; everything up to a second is in bucket 0. */
export function bucketOf(seconds: number): number {
  return seconds <= 1 ? 0 : Math.floor(Math.log(seconds) / Math.log(GROWTH)) + 1;
}

/** What a bucket stands for, in seconds: the geometric middle of its bounds. */
export function secondsOf(bucket: number): number {
  return bucket === 0 ? 1 : GROWTH ** (bucket - 0.5);
}

/**
 * A percentile in seconds, no further from the true one than {@link BUCKET_ERROR}; null when nothing was counted.
 * @param counts how many durations each bucket holds
 * @param share from 0 to 1
 */
export function percentile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const buckets = [...counts].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(share * total));
  let passed = 0;
  for (const [bucket, count] of buckets) {
    passed += count;
    if (passed >= rank) return Math.round(secondsOf(bucket));
  }
  return null;
}
