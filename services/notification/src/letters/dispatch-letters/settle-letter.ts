import { Inject, Injectable } from '@nestjs/common';
import { letterPlaced, letterSuppressed, machines, type Actor, type LetterWay } from '@redress/contracts';
import { Custody, UnknownComplaint, type LockedComplaint } from '@redress/lifecycle';
import { currentTraceparent } from '@redress/observability';
import { Outbox, type NewEvent } from '@redress/outbox';
import { Database, GroupCommit } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import type { GivenUp, LetterReason } from '../domain/letter';
import type { SendingWay } from '../domain/letter-ways';
import { SqlLetters, type ClaimedLetter, type EndedLetter, type Ending } from '../sql-letters';
import { toldFact } from '../tell-complainant/told-fact';
import { MailSender } from './mail-sender';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };
const { REQUESTED, SENT, UNDER_WAY } = machines.letter.state;
const dispatch = machines.letterDispatch.state;

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
  sent(letter: ClaimedLetter, owner: string): Promise<void> {
    return this.end(letter, owner, { status: SENT, went: { way: 'EMAIL', status: dispatch.TOLD }, toldBy: 'MAIL' });
  }

  /** The gateway took the letter over; its receipt is to come. */
  takenByGateway(letter: ClaimedLetter, owner: string): Promise<void> {
    return this.end(letter, owner, { status: UNDER_WAY, went: { way: 'SMS', status: dispatch.OPEN } });
  }

  /** The letter lies in the mailbox, or waits for the member of staff who is to deliver it. */
  placed(letter: ClaimedLetter, owner: string, way: Exclude<LetterWay, SendingWay>): Promise<void> {
    return this.end(letter, owner, { status: UNDER_WAY, went: { way, status: dispatch.OPEN } });
  }

  /** The letter did not go this way, and goes the next one if there is one. */
  goesAnotherWay(letter: ClaimedLetter, owner: string, way: SendingWay, reason: LetterReason): Promise<void> {
    return this.end(letter, owner, { status: REQUESTED, reason, went: { way, status: dispatch.FAILED } });
  }

  /** The letter goes no way; a failed one may be tried again or told by a person, a suppressed one may not. */
  givenUp(letter: ClaimedLetter, owner: string, status: GivenUp, reason: LetterReason): Promise<void> {
    return this.end(letter, owner, { status, reason });
  }

  private end(letter: ClaimedLetter, owner: string, ending: Omit<Ending, 'letterId' | 'owner' | 'at'>): Promise<void> {
    const { letterId } = letter;
    return this.groups.do({
      letter,
      ending: { letterId, owner, at: this.clock.now(), ...ending },
      traceparent: currentTraceparent(),
    });
  }

  private async settle(settlements: readonly Settlement[]): Promise<void[]> {
    await this.database.transaction(async (tx) => {
      const [complaints, ended] = await Promise.all([
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
        const before = ended.get(letterId);
        return before ? factsOf(settlement, complaint, before) : [];
      });
      await this.outbox.append(tx, facts);
    });
    return settlements.map(() => undefined);
  }
}

/** What the story is told of a letter that went a way, or goes none. */
function factsOf(
  { letter, ending, traceparent }: Settlement,
  complaint: LockedComplaint,
  { attempts, wasAcknowledged }: EndedLetter,
): NewEvent[] {
  const { letterId, locale, causedBy } = letter;
  const { kind } = letter.facts;
  const { at, reason, status, toldBy, went } = ending;
  const common = { complaint, at, actor: SYSTEM, causationId: causedBy, traceparent };
  if (toldBy) {
    const told = { letterId, kind, locale, attempts, wasAcknowledged, by: toldBy };
    return [{ ...common, ...toldFact(told, at) } as NewEvent];
  }
  if (status === REQUESTED) return [];
  if (status === UNDER_WAY) {
    if (went?.way !== 'MAILBOX' && went?.way !== 'PRINT') return [];
    const payload = { letterId, letter: kind, locale, way: went.way };
    return [{ ...common, contract: letterPlaced, payload } as NewEvent];
  }
  const payload = { letterId, letter: kind };
  return [{ ...common, contract: letterSuppressed, reasonCode: reason, payload } as NewEvent];
}
