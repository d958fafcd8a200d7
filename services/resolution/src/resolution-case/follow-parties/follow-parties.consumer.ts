import { Inject } from '@nestjs/common';
import {
  partyAdded,
  partyLeft,
  partyNotTaken,
  REMEDY_EXECUTION_STATES,
  STATE,
  type Actor,
  type DataOf,
  type Received,
} from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { SettleParties } from '../settle-parties';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** A party that comes when an offer is out is not taken; one that leaves is not waited for any more (T7, T22). */
@EventConsumer()
export class FollowParties {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly outbox: Outbox,
    private readonly settling: SettleParties,
  ) {}

  @Consumes(partyAdded, { consumer: 'resolution.take-parties' })
  async onAdded(events: readonly Received<DataOf<typeof partyAdded>>[], tx: Transaction): Promise<void> {
    const complaints = await this.custody.lockAll(
      tx,
      events.map(({ subject }) => subject),
    );
    const late = events.filter(({ subject }) => isTooLate(complaints.get(subject)));
    if (late.length === 0) return;
    await this.outbox.append(
      tx,
      late.map(({ subject, id: causationId, time: at, data: { partyId } }) => ({
        contract: partyNotTaken,
        complaint: complaints.get(subject) as LockedComplaint,
        at,
        actor: SYSTEM,
        causationId,
        payload: { partyId },
      })),
    );
  }

  @Consumes(partyLeft, { consumer: 'resolution.release-parties' })
  async onLeft(events: readonly Received<DataOf<typeof partyLeft>>[], tx: Transaction): Promise<void> {
    for (const { subject, time, data } of events) await this.settling.afterLeaving(tx, subject, data.partyId, time);
  }
}

/** Whether an offer is out, or was answered, so that there is none for another complainant. */
function isTooLate(complaint: LockedComplaint | undefined): boolean {
  if (!complaint) return false;
  const state = complaint.suspendedFrom ?? complaint.state;
  return state === STATE.RESOLUTION_OFFERED || REMEDY_EXECUTION_STATES.includes(state);
}
