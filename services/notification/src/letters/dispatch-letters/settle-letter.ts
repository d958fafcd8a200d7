import { Inject, Injectable } from '@nestjs/common';
import { complaintAcknowledged, letterSent, letterSuppressed, type Actor } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Outbox, type NewEvent } from '@redress/outbox';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import type { LetterReason } from '../domain/letter';
import { SqlLetters, type ClaimedLetter } from '../sql-letters';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** Ends letters: the row and its event in one transaction. */
@Injectable()
export class SettleLetter {
  constructor(
    private readonly database: Database,
    @Inject(Custody) private readonly custody: Custody<'notification'>,
    private readonly outbox: Outbox,
    private readonly letters: SqlLetters,
    private readonly clock: BusinessClock,
  ) {}

  /** The mail server took the letter over; an acceptance letter thereby acknowledges the complaint (T3). */
  async sent(letter: ClaimedLetter, owner: string): Promise<void> {
    const at = this.clock.now();
    await this.database.transaction(async (tx) => {
      const [complaint, attempts] = await Promise.all([
        this.custody.lock(tx, letter.complaintId),
        this.letters.settle(tx, letter.letterId, owner, { status: 'SENT', sentAt: at }),
      ]);
      if (attempts === undefined) return;
      const { letterId } = letter;
      const common = { complaint, at, actor: SYSTEM, causationId: letter.causedBy };
      const facts = [
        {
          ...common,
          contract: letterSent,
          payload: { letterId, letter: letter.facts.kind, locale: letter.locale, sentAt: at.toISOString(), attempts },
        },
        ...(letter.facts.kind === 'ACKNOWLEDGEMENT'
          ? [
              {
                ...common,
                contract: complaintAcknowledged,
                payload: { letterId, acknowledgedAt: at.toISOString(), by: 'MAIL' },
              },
            ]
          : []),
      ];
      await this.outbox.append(tx, facts as unknown as NewEvent[]);
    });
  }

  /** The letter will not be sent; a failed one may be tried again by a person, a suppressed one may not. */
  async givenUp(
    letter: ClaimedLetter,
    owner: string,
    status: 'FAILED' | 'SUPPRESSED',
    reason: LetterReason,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const [complaint, attempts] = await Promise.all([
        this.custody.lock(tx, letter.complaintId),
        this.letters.settle(tx, letter.letterId, owner, { status, reason }),
      ]);
      if (attempts === undefined) return;
      const fact = {
        contract: letterSuppressed,
        complaint,
        at: this.clock.now(),
        actor: SYSTEM,
        reasonCode: reason,
        payload: { letterId: letter.letterId, letter: letter.facts.kind },
        causationId: letter.causedBy,
      };
      await this.outbox.append(tx, [fact as NewEvent]);
    });
  }
}
