import { Injectable } from '@nestjs/common';
import type { Received } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { DispatchSignal } from '../dispatch-letters/dispatch-signal';
import { letterIdOf, type LetterFacts } from '../domain/letter';
import { SqlLetters } from '../sql-letters';

export interface LetterCause {
  readonly event: Received;
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
    private readonly signal: DispatchSignal,
  ) {}

  async request(tx: Transaction, causes: readonly LetterCause[]): Promise<void> {
    if (causes.length === 0) return;
    await this.letters.request(
      tx,
      causes.map(({ event, occasion, letterId, facts, resolutionVersion, shownAt }) => ({
        letterId: letterId ?? letterIdOf(event.subject, occasion),
        complaintId: event.subject,
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
