import { Inject } from '@nestjs/common';
import {
  complaintAnswered,
  complaintClosed,
  STATE,
  summaryResolved,
  type Actor,
  type DataOf,
  type Received,
} from '@redress/contracts';
import { Custody, type HeldComplaint, type LockedComplaint, type Move } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { followsUpAnswers, PackRegistry } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { ResolutionCases, type SettledCase } from '../resolution-cases';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

type Settled = Received<DataOf<typeof summaryResolved> | DataOf<typeof complaintAnswered>>;

/**
 * Routing settled a complaint without an investigation (T8): a round begins without verdict and plan. It is followed up;
 * answers close at once, unless the pack asks for a follow-up of them too.
 */
@EventConsumer()
export class OpenCaseWhenSettledAtOnce {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly packs: PackRegistry,
    private readonly clock: BusinessClock,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  @Consumes([summaryResolved, complaintAnswered], { consumer: 'resolution.open-settled-case' })
  async on(events: readonly Settled[], tx: Transaction): Promise<void> {
    const complaints = await this.custody.lockAll(
      tx,
      events.map(({ subject }) => subject),
    );
    const closing: Move<typeof complaintClosed>[] = [];
    const settled = events.map((event): SettledCase => {
      const complaint = complaints.get(event.subject) as LockedComplaint;
      const closes = this.closesAtOnce(event, complaint);
      if (closes) closing.push(closureOf(event, complaint as HeldComplaint, this.clock.now()));
      const { complaintNo, organisationId, unitId, handlerId } = event.data;
      return {
        complaintId: event.subject,
        complaintNo,
        organisationId,
        settledBy: event.id,
        unitId,
        handlerId,
        ...('outcome' in event.data ? { outcome: event.data.outcome, remediesDone: event.data.remediesDone } : {}),
        openedAt: event.time,
        closureCode: closes ? 'ANSWERED' : undefined,
      };
    });
    await this.cases.openSettled(tx, settled);
    if (closing.length > 0) await this.custody.moveAll(tx, closing);
  }

  /** A request that was granted on the way in has ended the complaint already. */
  private closesAtOnce({ type, stateSeq }: Settled, complaint: LockedComplaint): boolean {
    if (type !== complaintAnswered.type || complaint.stateSeq !== stateSeq || complaint.state !== STATE.RESOLVED) {
      return false;
    }
    return !complaint.packs.some(({ id, version }) => followsUpAnswers(this.packs.get(id, version)));
  }
}

function closureOf(event: Settled, complaint: HeldComplaint, now: Date): Move<typeof complaintClosed> {
  return {
    complaint,
    contract: complaintClosed,
    // Never before the event that it follows, whatever the computers' clocks say.
    at: now > event.time ? now : event.time,
    actor: SYSTEM,
    payload: { closureCode: 'ANSWERED' },
    causationId: event.id,
  };
}
