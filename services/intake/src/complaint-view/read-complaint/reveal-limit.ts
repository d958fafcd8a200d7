import { Injectable } from '@nestjs/common';
import { DisclosureAlarm } from '@redress/disclosure';
import { Problem, RateLimiter, type RateLimit } from '@redress/http';
import { ServiceConfig } from '@redress/service-host/config';
import { KnownUntil } from '@redress/time';

const ROUTE = 'reveals of a person';

/** How many contacts one person may reveal, counted over all replicas. Who reaches the limit raises the alarm, once. */
@Injectable()
export class RevealLimit {
  private readonly limits: readonly RateLimit[];
  private readonly alarmed = new KnownUntil();

  constructor(
    private readonly limiter: RateLimiter,
    private readonly alarm: DisclosureAlarm,
    config: ServiceConfig,
  ) {
    const bounds = { min: 1, max: 100_000 };
    const limit = (points: number, perSeconds: number): RateLimit => ({ points, perSeconds, by: 'principal' });
    this.limits = [
      limit(config.integer('REDRESS_REVEALS_PER_TEN_MINUTES', 30, bounds), 600),
      limit(config.integer('REDRESS_REVEALS_PER_DAY', 200, bounds), 86_400),
    ];
  }

  /** @throws Problem 429 with `Retry-After` when the person has revealed as many as one may */
  async take(readerId: string): Promise<void> {
    try {
      for (const limit of this.limits) await this.limiter.take(`${ROUTE} in ${limit.perSeconds} s`, readerId, limit);
    } catch (error) {
      if (error instanceof Problem && error.status === 429)
        this.refused(readerId, error.members.retryAfterSeconds ?? 1);
      throw error;
    }
  }

  private refused(readerId: string, secondsLeft: number): void {
    const now = performance.now();
    if (this.alarmed.leftMs(readerId, now) > 0) return;
    this.alarmed.remember(readerId, now + secondsLeft * 1_000);
    this.alarm.revealsLimited(readerId, secondsLeft);
  }
}
