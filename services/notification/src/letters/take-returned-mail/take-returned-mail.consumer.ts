import { Inject } from '@nestjs/common';
import { letterBounced, mailReturned, type Actor, type DataOf, type Received } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import { Outbox, type NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { DispatchSignal } from '../dispatch-letters/dispatch-signal';
import { SqlLetters } from '../sql-letters';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** A letter that came back was not received: the story says so, and the letter goes the next way (contracts, section 4). */
@EventConsumer()
export class TakeReturnedMail {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'notification'>,
    private readonly outbox: Outbox,
    private readonly letters: SqlLetters,
    private readonly signal: DispatchSignal,
  ) {}

  @Consumes(mailReturned, { consumer: 'notification.take-returned-mail' })
  async on(events: readonly Received<DataOf<typeof mailReturned>>[], tx: Transaction): Promise<void> {
    // A delay is no loss: the mail server tries on.
    const lost = new Map(
      events.filter(({ data }) => data.permanent).map((event) => [nameOf(event.subject, event.data.letterId), event]),
    );
    if (lost.size === 0) return;
    const returned = [...lost.values()];
    const complaints = await this.custody.lockAll(
      tx,
      returned.map(({ subject }) => subject),
    );
    const failed = await this.letters.failWays(
      tx,
      returned.map(({ data, subject, time }) => ({
        letterId: data.letterId,
        complaintId: subject,
        way: 'EMAIL',
        reason: 'RETURNED',
        at: time,
      })),
    );
    const facts = failed.flatMap(({ complaintId, kind, letterId }): NewEvent[] => {
      const complaint = complaints.get(complaintId);
      const event = lost.get(nameOf(complaintId, letterId));
      if (!complaint || !event) return [];
      const payload = { letterId, letter: kind, status: event.data.status };
      return [
        {
          contract: letterBounced,
          complaint,
          at: event.time,
          actor: SYSTEM,
          payload,
          causationId: event.id,
        } as NewEvent,
      ];
    });
    await this.outbox.append(tx, facts);
    if (failed.length > 0) tx.afterCommit(() => this.signal.wake());
  }
}

/** Those who name a letter of another complaint says nothing of it. */
function nameOf(complaintId: string, letterId: string): string {
  return `${complaintId} ${letterId}`;
}
