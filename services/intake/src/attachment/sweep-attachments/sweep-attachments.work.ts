import { Inject, Injectable } from '@nestjs/common';
import { AttachmentStore } from '@redress/attachments';
import type { Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { LOGGER, PeriodicWork } from '@redress/service-host';
import { Attachments } from '../attachments';

const HOUR_MS = 3_600_000;

/** Removes content that no row names: its process ended between storing and recording it. */
@Injectable()
export class SweepAttachments extends PeriodicWork<number> {
  protected readonly intervalMs = HOUR_MS / 6;

  constructor(
    private readonly database: Database,
    private readonly store: AttachmentStore,
    private readonly attachments: Attachments,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  /** @returns how many files were removed */
  protected work(): Promise<number> {
    // A command that is under way has not recorded its file yet.
    return this.store.sweep((ids) => this.attachments.known(this.database, ids), { olderThanMs: HOUR_MS });
  }
}
