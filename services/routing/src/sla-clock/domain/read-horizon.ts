interface Sample {
  readonly businessAt: Date;
  readonly takenAtMs: number;
  readonly ends: ReadonlyMap<number, bigint>;
}

/** Real time for which a mark waits at most for the story to be read. */
export const GRACE_MS = 60_000;

/**
 * Up to which business time the story is known to be read, partition by partition (contracts, section 8): a partition is
 * read past an instant when this service has read everything that was in it at some moment after that instant. Without it
 * a service that lags would publish breaches whose proof of the contrary lies unread before it.
 */
export class ReadHorizon {
  private samples: Sample[] = [];

  /** Whether the log's ends have to be sampled again to judge marks up to `businessAt`. */
  needsSample(businessAt: Date): boolean {
    const last = this.samples.at(-1);
    return !last || last.businessAt < businessAt;
  }

  /**
   * Takes in where the partitions of the log end now.
   * @param businessAt business time, read before the ends were
   * @param takenAtMs real time
   */
  add(businessAt: Date, takenAtMs: number, ends: ReadonlyMap<number, bigint>): void {
    this.samples.push({ businessAt, takenAtMs, ends });
  }

  /**
   * Up to when marks of complaints in the partition may be published; undefined when nothing is known yet.
   * @param next next offset to be read by this service; undefined when it has read nothing
   */
  readPast(partition: number, next: bigint | undefined, nowMs: number): Date | undefined {
    return this.samples.findLast(
      (sample) => (next ?? 0n) >= (sample.ends.get(partition) ?? 0n) || nowMs - sample.takenAtMs >= GRACE_MS,
    )?.businessAt;
  }

  /** Forgets samples that no partition waits for any more. */
  forget(positions: ReadonlyMap<number, bigint>, nowMs: number): void {
    const settled = this.samples.findLastIndex(
      ({ ends, takenAtMs }) =>
        nowMs - takenAtMs >= GRACE_MS || [...ends].every(([partition, end]) => (positions.get(partition) ?? 0n) >= end),
    );
    if (settled > 0) this.samples = this.samples.slice(settled);
  }
}
