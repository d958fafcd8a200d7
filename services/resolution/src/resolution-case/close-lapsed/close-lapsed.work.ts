import { Inject, Injectable } from '@nestjs/common';
import { complaintClosed, machines, STATE, type Actor } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import type { Logger } from '@redress/observability';
import { Database, inHalves, type Transaction } from '@redress/persistence';
import { IdleRegistry, LOGGER, PeriodicWork } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import { Offers } from '../../offer/offers';
import { ResolutionCases } from '../resolution-cases';

const BATCH = 100;
const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/**
 * Closes cases whose offer lapsed some days ago, without a follow-up: the complainant did not answer, and was told how to have
 * the case reopened (T25, T28).
 */
@Injectable()
export class CloseLapsed extends PeriodicWork<number> {
  protected readonly intervalMs = 1_000;

  constructor(
    private readonly database: Database,
    private readonly offers: Offers,
    private readonly cases: ResolutionCases,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
    idle: IdleRegistry,
    @Inject(LOGGER) protected readonly logger: Logger,
  ) {
    super();
    idle.register('lapsed cases', async () => {
      const { length } = await this.offers.lapsedToClose(this.database, this.clock.now(), 1);
      if (length > 0) this.wake();
      return length;
    });
  }

  /** @returns how many were closed */
  protected async work(): Promise<number> {
    const now = this.clock.now();
    const due = await this.offers.lapsedToClose(this.database, now, BATCH);
    if (due.length === 0) return 0;
    return inHalves(
      due,
      (part) => this.database.transaction((tx) => this.close(tx, part, now)),
      (complaintId, error) => this.logger.error({ err: error, complaintId }, 'ALARM: a lapsed case cannot be closed'),
    );
  }

  private async close(tx: Transaction, complaintIds: readonly string[], at: Date): Promise<number> {
    const complaints = await this.custody.lockAll(tx, complaintIds);
    // Another step may have been quicker.
    const still = await this.offers.lapsedToClose(tx, at, complaintIds.length, complaintIds);
    let closed = 0;
    for (const complaintId of still) {
      const complaint = complaints.get(complaintId);
      if (complaint?.state !== STATE.RESOLVED || !this.custody.holds(complaint)) continue;
      const situation = await this.cases.situation(tx, complaintId);
      if (!situation?.plan || situation.resolution.status !== machines.resolution.state.OPEN) continue;
      const { plan, resolution } = situation;
      const closureCode = 'NO_RESPONSE';
      await this.cases.end(tx, resolution, { status: machines.resolution.state.CLOSED, at, closureCode });
      const payload = { closureCode, outcome: plan.outcome } as const;
      await this.custody.move(tx, complaint, complaintClosed, { at, actor: SYSTEM, payload });
      closed++;
    }
    return closed;
  }
}
