import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { LOGGER, PeriodicWork } from '@redress/service-host';
import { DirectoryProposals } from '../directory-proposals';

/** Ends proposed changes of the directory that no one confirmed in time. */
@Injectable()
export class ExpireProposals extends PeriodicWork<number> {
  protected readonly intervalMs = 60_000;

  constructor(
    private readonly database: Database,
    private readonly proposals: DirectoryProposals,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  /** @returns how many expired */
  protected work(): Promise<number> {
    return this.proposals.expire(this.database);
  }
}
