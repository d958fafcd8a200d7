import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { LOGGER, PeriodicWork } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import { SubmissionJudge } from '../complaint/register-complaint/submission-judge';
import { DraftDesk } from './draft-desk';
import { SqlDrafts } from './sql-drafts';

const AT_ONCE = 50;

/** Registers drafts that were not registered within an hour, with what they lack listed as missing (contracts, section 2). */
@Injectable()
export class RegisterDueDrafts extends PeriodicWork<number> {
  protected readonly intervalMs = 10_000;

  constructor(
    private readonly database: Database,
    private readonly drafts: SqlDrafts,
    private readonly desk: DraftDesk,
    private readonly judge: SubmissionJudge,
    private readonly clock: BusinessClock,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  /** @returns how many were registered */
  protected async work(): Promise<number> {
    if (!this.judge.isReady()) return 0;
    let registered = 0;
    for (const draftId of await this.drafts.due(this.database, this.clock.now(), AT_ONCE)) {
      try {
        if (await this.database.transaction((tx) => this.desk.registerDue(tx, draftId))) registered++;
      } catch (error) {
        // The others go on; this one is tried again.
        this.logger.error({ err: error, draftId }, 'A draft could not be registered');
      }
    }
    return registered;
  }
}
