const MOST = 10_000;

/**
 * Remembers keys until a moment, so many at most: those who send ever new keys push out the oldest ones, and fill no
 * memory. Moments are milliseconds of one clock of the caller's choice.
 */
export class KnownUntil {
  private readonly untilMs = new Map<string, number>();

  /** @param most keys that are remembered at the same time */
  constructor(private readonly most = MOST) {}

  /** Milliseconds for which the key is still remembered; 0 when it is not. */
  leftMs(key: string, nowMs: number): number {
    const untilMs = this.untilMs.get(key);
    if (untilMs === undefined) return 0;
    if (untilMs > nowMs) return untilMs - nowMs;
    this.untilMs.delete(key);
    return 0;
  }

  /** Remembers the key until the moment, whatever was remembered of it before. */
  remember(key: string, untilMs: number): void {
    this.untilMs.delete(key);
    const oldest = this.untilMs.size < this.most ? undefined : this.untilMs.keys().next().value;
    if (oldest !== undefined) this.untilMs.delete(oldest);
    this.untilMs.set(key, untilMs);
  }
}
