import type { ServiceName } from '@redress/contracts';

/** How fast business time runs: an hour of driving is five days of business. */
const RATE = 120;
const TICK_MS = 1_000;

export interface ClockFace {
  readonly service: ServiceName;
  /** Steps the clock of one replica; rejects when it cannot be reached or shows a later time. */
  set(now: Date): Promise<void>;
}

/**
 * The business time of the platform: it runs while people work, is told to every replica each second, and may be told wrongly
 * to some services. A replica that missed it hears of it a second later.
 */
export class BusinessTime {
  private standsAtMs: number;
  private runsSinceMs: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private skews: ReadonlyMap<ServiceName, number> = new Map();

  constructor(
    startsAt: Date,
    private readonly faces: readonly ClockFace[],
  ) {
    this.standsAtMs = startsAt.getTime();
  }

  get now(): Date {
    const ranMs = this.runsSinceMs === undefined ? 0 : performance.now() - this.runsSinceMs;
    return new Date(this.standsAtMs + ranMs * RATE);
  }

  /** Lets it run until `halt`. */
  run(): void {
    this.runsSinceMs = performance.now();
    this.timer = setInterval(() => void this.tell(), TICK_MS);
  }

  halt(): void {
    clearInterval(this.timer);
    this.standsAtMs = this.now.getTime();
    this.runsSinceMs = undefined;
  }

  /** From the next second on these services are told a time that is wrong by so many milliseconds of business time. */
  skew(byMs: ReadonlyMap<ServiceName, number>): void {
    this.skews = byMs;
  }

  /** Moves on at once, without the time between. Every replica must be there. */
  async leap(ms: number): Promise<void> {
    this.standsAtMs += ms;
    await Promise.all(this.faces.map((face) => face.set(this.now)));
  }

  /** What cannot be told now (a replica is down, or runs ahead) is told with the next second. */
  private async tell(): Promise<void> {
    const nowMs = this.now.getTime();
    await Promise.allSettled(this.faces.map((face) => face.set(new Date(nowMs + (this.skews.get(face.service) ?? 0)))));
  }
}
