import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@redress/observability';
import { LOGGER, PeriodicWork } from '@redress/service-host';
import { DispatchWorker, LEASE_MS } from './dispatch-worker';

/** Keeps the letters that are on their way under the lease of their worker, until the last has ended. */
@Injectable()
export class RenewLeases extends PeriodicWork {
  protected readonly intervalMs = LEASE_MS / 3;

  constructor(
    private readonly dispatch: DispatchWorker,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
  }

  /** Goes on for as long as letters are on their way. */
  override async stop(): Promise<void> {
    await this.dispatch.stop();
    await super.stop();
  }

  protected override work(): Promise<void> {
    return this.dispatch.renewLeases();
  }
}
