import { Inject, Injectable } from '@nestjs/common';
import { Metrics, type Logger } from '@redress/observability';
import { SealAlarm, type BrokenSeal } from '@redress/security';
import { LOGGER } from '../logger-token';

/** Logs each broken seal as an error and counts it; one is reason enough to look. */
@Injectable()
export class LoggedSealAlarm extends SealAlarm {
  private readonly broken;

  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    super();
    this.broken = metrics.counter({
      name: 'broken_seals_total',
      help: 'Sealed values and files that did not open where they lay; alarm above 0',
      labels: ['column'],
    });
  }

  override raise({ complaintId, column, row }: BrokenSeal, error: Error): void {
    this.broken.inc({ column });
    this.logger.error({ err: error, complaintId, column, row, what: 'a sealed value was changed, moved or cut' });
  }
}
