import { Inject } from '@nestjs/common';
import {
  complaintMerged,
  complaintReopened,
  DECLARED_REQUESTS,
  partyAdded,
  partyNotTaken,
  reopening,
  STATE,
  type Actor,
  type DataOf,
  type Received,
} from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { AskHolder } from '../ask-holder';
import { takesAParty } from '../../party/domain/party.rules';
import { LeaveCase } from '../../party/leave-case';
import { Parties } from '../../party/parties';

type Merged = Received<DataOf<typeof complaintMerged>>;
type Reopened = Received<DataOf<typeof complaintReopened>>;

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'intake' };

/**
 * Makes the complainant of a merged complaint a party of the one that goes on, and takes them out again once theirs is
 * handled on its own (T7, T30).
 */
@EventConsumer()
export class FollowMerges {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly parties: Parties,
    private readonly asking: AskHolder,
    private readonly leaving: LeaveCase,
    private readonly outbox: Outbox,
  ) {}

  @Consumes(complaintMerged, { consumer: 'intake.add-parties' })
  async onMerged(events: readonly Merged[], tx: Transaction): Promise<void> {
    await this.custody.lockAll(
      tx,
      events.flatMap(({ subject, data }) => [subject, data.primaryId]),
    );
    for (const event of events) await this.join(tx, event);
  }

  @Consumes(partyNotTaken, { consumer: 'intake.give-parties-back' })
  async onNotTaken(events: readonly Received<DataOf<typeof partyNotTaken>>[], tx: Transaction): Promise<void> {
    for (const { data, time: at, id: causationId } of events) {
      const complaint = await this.custody.lock(tx, data.partyId);
      const asking = { request: reopening, asked: {}, actor: SYSTEM, at, causationId };
      const requestId = await this.asking.ask(tx, complaint, asking);
      await this.leaving.leave(tx, data.partyId, { at, actor: SYSTEM, requestId, why: 'SEPARATED', causationId });
    }
  }

  @Consumes(complaintReopened, { consumer: 'intake.separate-parties' })
  async onReopened(events: readonly Reopened[], tx: Transaction): Promise<void> {
    for (const { subject, data, time: at, id: causationId, from } of events) {
      const { requestId } = data;
      if (from !== STATE.MERGED || !requestId) continue;
      const left = { at, actor: SYSTEM, requestId, why: 'SEPARATED', causationId } as const;
      const caseId = await this.leaving.leave(tx, subject, left);
      if (caseId !== undefined) await this.endWithoutParties(tx, caseId, { at, causationId });
    }
  }

  private async join(tx: Transaction, { subject, data, time: at, id: causationId }: Merged): Promise<void> {
    const { caseId, caseState } = await this.parties.standingOf(tx, data.primaryId);
    const takesIn = takesAParty(caseState);
    const asking = { actor: SYSTEM, at, causationId } as const;
    if (takesIn === 'NOT') {
      // The one that was to go on went too far, or ended, before the merge was granted.
      await this.asking.ask(tx, await this.custody.lock(tx, subject), { ...asking, request: reopening, asked: {} });
      return;
    }
    const complaint = await this.custody.lock(tx, caseId);
    const joined = await this.parties.join(tx, subject, { caseId, at });
    await this.outbox.append(
      tx,
      joined.map((partyId) => ({
        contract: partyAdded,
        complaint,
        at,
        actor: SYSTEM,
        causationId,
        payload: { partyId, requestId: data.requestId },
      })),
    );
    // Another complainant is new evidence: the window was judged when the merge was asked for.
    if (takesIn === 'ONCE_REOPENED') {
      await this.asking.ask(tx, complaint, { ...asking, request: reopening, asked: { newEvidence: true } });
    }
  }

  /** No one is left for whom the case goes on: it ends as if the last one had taken it back. */
  private async endWithoutParties(
    tx: Transaction,
    caseId: string,
    { at, causationId }: { readonly at: Date; readonly causationId: string },
  ): Promise<void> {
    const everybody = await this.parties.ofCase(tx, caseId);
    if (everybody.some(({ leftAt }) => leftAt === null)) return;
    const complaint: LockedComplaint = await this.custody.lock(tx, caseId);
    for (const request of DECLARED_REQUESTS.filter(({ leaves }) => leaves)) {
      await this.asking.ask(tx, complaint, { request, asked: {}, actor: SYSTEM, at, causationId });
    }
  }
}
