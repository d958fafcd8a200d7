import { Injectable } from '@nestjs/common';
import type { Received } from '@redress/contracts';
import { CaseParties } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { DispatchSignal } from '../dispatch-letters/dispatch-signal';
import { isForOne, letterIdOf, type LetterFacts } from '../domain/letter';
import { SqlLetters } from '../sql-letters';

export interface LetterCause {
  readonly event: Received;
  /** Whose letter it is: the complaint of one party of the case. Absent: the kind says to whom it goes. */
  readonly to?: string | undefined;
  /** To all of several complainants but this one; to no one in a case of one. */
  readonly notTo?: string | undefined;
  /** What called for the letter, unique within the complaint. */
  readonly occasion: string;
  readonly facts: LetterFacts;
  /** Absent: the id follows from the occasion. */
  readonly letterId?: string | undefined;
  readonly resolutionVersion?: number;
  /** Business time: the complainant knows it from the own screen. */
  readonly shownAt?: Date | undefined;
}

/**
 * Records which letters are called for and wakes the sender once that is committed. An acceptance letter waits for
 * the expected time, which gives a signal of its own.
 */
@Injectable()
export class LetterDesk {
  constructor(
    private readonly letters: SqlLetters,
    private readonly parties: CaseParties,
    private readonly signal: DispatchSignal,
  ) {}

  async request(tx: Transaction, causes: readonly LetterCause[]): Promise<void> {
    if (causes.length === 0) return;
    const parties = await this.parties.of(tx, [
      ...new Set(causes.filter(mayGoToOthers).map(({ event }) => event.subject)),
    ]);
    const addressed = causes.flatMap((cause) =>
      addresseesOf(cause, parties).map((complaintId) => ({ cause, complaintId })),
    );
    await this.letters.request(
      tx,
      addressed.map(({ complaintId, cause: { event, occasion, letterId, facts, resolutionVersion, shownAt } }) => ({
        letterId: (complaintId === event.subject ? letterId : undefined) ?? letterIdOf(complaintId, occasion),
        complaintId,
        caseId: event.subject,
        facts,
        resolutionVersion,
        causedBy: event.id,
        traceparent: event.traceparent,
        requestedAt: event.time,
        shownAt,
      })),
    );
    if (causes.some(({ facts }) => facts.kind !== 'ACKNOWLEDGEMENT')) tx.afterCommit(() => this.signal.wake());
  }
}

/** An acceptance letter is everybody's own, and the most frequent. */
function mayGoToOthers({ to, facts }: LetterCause): boolean {
  return to === undefined && facts.kind !== 'ACKNOWLEDGEMENT';
}

/** To whom a letter goes: of a case with several complainants to all of them, or to its own one if that is the addressee. */
function addresseesOf(cause: LetterCause, parties: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const { event, notTo, to, facts } = cause;
  if (to !== undefined) return [to];
  const all = mayGoToOthers(cause) ? parties.get(event.subject) : undefined;
  if (notTo !== undefined) return (all ?? []).filter((party) => party !== notTo);
  if (!all) return [event.subject];
  // What only one of them is asked goes to the others once that one has left.
  return isForOne(facts.kind) && all.includes(event.subject) ? [event.subject] : all;
}
