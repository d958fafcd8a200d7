import { Inject, Injectable } from '@nestjs/common';
import { IdempotencyStore, RateLimiter } from '@redress/http';
import type { Logger } from '@redress/observability';
import { withStatementTimeout } from '@redress/persistence';
import { LOGGER } from '../logger-token';
import { PeriodicWork } from '../periodic/periodic-work';

/** Deletes expired idempotency keys and rate counters. */
@Injectable()
export class Housekeeping extends PeriodicWork {
  override readonly runsAlways = true;
  protected readonly intervalMs = 10 * 60 * 1_000;

  constructor(
    private readonly keys: IdempotencyStore,
    private readonly limiter: RateLimiter,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  /** No caller waits for it, and after a rush there may be much to delete. */
  protected work(): Promise<void> {
    return withStatementTimeout(0, async () => {
      await this.keys.sweep();
      await this.limiter.sweep();
    });
  }
}
