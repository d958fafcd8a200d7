import { Inject, Injectable } from '@nestjs/common';
import { DisclosureAlarm } from '@redress/disclosure';
import { Metrics, type Logger } from '@redress/observability';
import { LOGGER } from '../logger-token';

/** Reading that is out of the ordinary, as metrics and as lines of the log. */
@Injectable()
export class LoggedDisclosureAlarm extends DisclosureAlarm {
  private readonly limited;
  private readonly many;

  constructor(
    metrics: Metrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    super();
    this.limited = metrics.counter({
      name: 'reveals_limited_total',
      help: 'How often a person reached the limit of revealed contacts; alarm on any',
    });
    this.many = metrics.counter({
      name: 'unusual_reading_total',
      help: 'How often a person read personal data of unusually many complaints within an hour; alarm on any',
    });
  }

  override revealsLimited(readerId: string, secondsLeft: number): void {
    this.limited.inc();
    this.logger.error({ readerId, secondsLeft }, 'ALARM: a person reveals too many contacts');
  }

  override manyComplaints(readerId: string, count: number): void {
    this.many.inc();
    this.logger.error(
      { readerId, count },
      'ALARM: a person reads personal data of unusually many complaints within an hour',
    );
  }
}
