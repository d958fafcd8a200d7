/** Middle of the samples; between the two middle ones where their number is even. Throws when there are none. */
export function median(samples: readonly number[]): number {
  const sorted = ascending(samples);
  const upper = sorted[sorted.length >> 1] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] as number) + upper) / 2;
}

/** The smallest sample that at least `share` (0 to 1) of all samples do not exceed. Throws when there are none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = ascending(samples);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}

function ascending(samples: readonly number[]): number[] {
  if (samples.length === 0) throw new RangeError('There are no samples');
  return [...samples].sort((one, other) => one - other);
}
