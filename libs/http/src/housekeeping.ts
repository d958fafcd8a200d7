import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IdempotencyStore } from './idempotency-store';
import { RateLimiter } from './rate-limiter';

const INTERVAL_MS = 10 * 60 * 1_000;

/** Deletes expired idempotency keys and rate counters every ten minutes. */
@Injectable()
export class Housekeeping implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly keys: IdempotencyStore,
    private readonly limiter: RateLimiter,
  ) {}

  onApplicationBootstrap(): void {
    // A failed sweep needs no word of its own: readiness reports the database, and the next sweep does the rest.
    this.timer = setInterval(() => void this.sweep().catch(() => undefined), INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** Deletes now. */
  async sweep(): Promise<void> {
    await this.keys.sweep();
    await this.limiter.sweep();
  }
}
