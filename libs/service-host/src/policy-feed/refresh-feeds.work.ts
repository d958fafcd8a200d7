import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@redress/observability';
import { LOGGER } from '../logger-token';
import { PeriodicWork } from '../periodic/periodic-work';
import { Feeds } from './feeds';

/** Loads packs, calendars and directory that another replica has stored. */
@Injectable()
export class RefreshFeeds extends PeriodicWork {
  override readonly runsAlways = true;
  protected readonly intervalMs = 1_000;

  constructor(
    private readonly feeds: Feeds,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  protected work(): Promise<void> {
    return this.feeds.refresh();
  }
}
