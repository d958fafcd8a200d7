import { Inject, Injectable } from '@nestjs/common';
import { complaintAcknowledged, letterSent, letterSuppressed, machines, type Actor } from '@redress/contracts';
import { Custody, UnknownComplaint, type LockedComplaint } from '@redress/lifecycle';
import { currentTraceparent } from '@redress/observability';
import { Outbox, type NewEvent } from '@redress/outbox';
import { Database, GroupCommit } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import type { GivenUp, LetterReason } from '../domain/letter';
import { SqlLetters, type ClaimedLetter, type Ending } from '../sql-letters';
import { MailSender } from './mail-sender';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** Two, so that a group which waits for the lock of a complaint does not keep the next one. */
const LANES = 2;
const GROUP_SIZE = 200;
/**
 * While other letters are with the mail server, those that it has taken wait for them, so that they end together. The
 * complainant has the letter by then.
 */
const GATHER_MS = 50;

/** A letter that ends, and when that was. */
interface Settlement {
  readonly letter: ClaimedLetter;
  readonly ending: Ending;
  /** Business time. */
  readonly at: Date;
  readonly traceparent: string | undefined;
}

/** Ends letters: the rows and what the story is told of them in one transaction, for all letters at hand. */
@Injectable()
export class SettleLetter {
  private readonly groups: GroupCommit<Settlement, void>;

  constructor(
    private readonly database: Database,
    @Inject(Custody) private readonly custody: Custody<'notification'>,
    private readonly outbox: Outbox,
    private readonly letters: SqlLetters,
    private readonly clock: BusinessClock,
    mail: MailSender,
  ) {
    this.groups = new GroupCommit({
      lanes: LANES,
      maxSize: GROUP_SIZE,
      gatherMs: () => (mail.underWay > 0 ? GATHER_MS : 0),
      run: (settlements) => this.settle(settlements),
    });
  }

  /** The mail server took the letter over; an acceptance letter thereby acknowledges the complaint (T3). */
  async sent(letter: ClaimedLetter, owner: string): Promise<void> {
    const at = this.clock.now();
    await this.end(letter, { letterId: letter.letterId, owner, status: machines.letter.state.SENT, sentAt: at }, at);
  }

  /** The letter will not be sent; a failed one may be tried again by a person, a suppressed one may not. */
  async givenUp(letter: ClaimedLetter, owner: string, status: GivenUp, reason: LetterReason): Promise<void> {
    await this.end(letter, { letterId: letter.letterId, owner, status, reason }, this.clock.now());
  }

  private end(letter: ClaimedLetter, ending: Ending, at: Date): Promise<void> {
    return this.groups.do({ letter, ending, at, traceparent: currentTraceparent() });
  }

  private async settle(settlements: readonly Settlement[]): Promise<void[]> {
    await this.database.transaction(async (tx) => {
      const [complaints, attempts] = await Promise.all([
        this.custody.lockAll(
          tx,
          settlements.map(({ letter }) => letter.complaintId),
        ),
        this.letters.settle(
          tx,
          settlements.map(({ ending }) => ending),
        ),
      ]);
      const facts = settlements.flatMap((settlement) => {
        const { letterId, complaintId } = settlement.letter;
        const complaint = complaints.get(complaintId);
        if (!complaint) throw new UnknownComplaint(complaintId);
        const count = attempts.get(letterId);
        return count === undefined ? [] : factsOf(settlement, complaint, count);
      });
      await this.outbox.append(tx, facts);
    });
    return settlements.map(() => undefined);
  }
}

/** What the story is told of a letter that has ended. */
function factsOf(
  { letter, ending, at, traceparent }: Settlement,
  complaint: LockedComplaint,
  attempts: number,
): NewEvent[] {
  const { letterId, locale } = letter;
  const { kind } = letter.facts;
  const common = { complaint, at, actor: SYSTEM, causationId: letter.causedBy, traceparent };
  if (ending.status !== machines.letter.state.SENT) {
    const payload = { letterId, letter: kind };
    return [{ ...common, contract: letterSuppressed, reasonCode: ending.reason, payload } as NewEvent];
  }
  const instant = at.toISOString();
  if (kind === 'ACKNOWLEDGEMENT') {
    const payload = { letterId, acknowledgedAt: instant, by: 'MAIL' as const, locale, attempts };
    return [{ ...common, contract: complaintAcknowledged, payload } as NewEvent];
  }
  const payload = { letterId, letter: kind, locale, sentAt: instant, attempts };
  return [{ ...common, contract: letterSent, payload } as NewEvent];
}
