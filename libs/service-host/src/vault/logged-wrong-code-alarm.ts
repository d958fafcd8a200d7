import { Inject, Injectable } from '@nestjs/common';
import { Metrics, type Logger } from '@redress/observability';
import { WrongCodeAlarm } from '@redress/vault';
import { LOGGER } from '../logger-token';

/** Wrong codes as a metric, and as lines of the log where an operator has to look. */
@Injectable()
export class LoggedWrongCodeAlarm extends WrongCodeAlarm {
  private readonly wrong;
  private readonly locks;

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
    this.wrong = metrics.counter({ name: 'wrong_codes_total', help: 'Wrong codes that were tried on complaints' });
    this.locks = metrics.counter({
      name: 'wrong_code_locks_total',
      help: 'Complaints of which no code is looked at for a while because too many wrong ones were tried; alarm on any',
    });
  }

  override counted(): void {
    this.wrong.inc();
  }

  override locked(complaintId: string, secondsLeft: number): void {
    this.locks.inc();
    this.logger.error({ complaintId, secondsLeft }, 'ALARM: too many wrong codes were tried on a complaint');
  }

  override guessed(count: number): void {
    this.logger.error(
      { count },
      'ALARM: codes are being guessed: too many wrong ones on all complaints within an hour',
    );
  }
}
