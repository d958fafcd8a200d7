import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Outbox, type NewEvent } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { SqlLetters, type Telling } from '../sql-letters';
import { toldFact } from './told-fact';

/** Who told the complainant, and what made them. */
export interface TellingParty {
  readonly actor: Actor;
  readonly causationId?: string | undefined;
}

/** Notes that complainants were told of letters otherwise than by the mail server, and publishes it (contracts, section 7). */
@Injectable()
export class TellComplainants {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'notification'>,
    private readonly outbox: Outbox,
    private readonly letters: SqlLetters,
  ) {}

  /** @returns the letters of which the complainants had not been told before; the story is told of these only */
  async tell(
    tx: Transaction,
    complaintIds: readonly string[],
    tellings: readonly Telling[],
    { actor, causationId }: TellingParty,
  ): Promise<ReadonlySet<string>> {
    const complaints = await this.custody.lockAll(tx, complaintIds);
    const by = new Map(tellings.map((telling) => [telling.letterId, telling]));
    const told = await this.letters.tell(tx, tellings);
    const facts = told.flatMap((letter): NewEvent[] => {
      const complaint = complaints.get(letter.complaintId);
      const telling = by.get(letter.letterId);
      if (!complaint || !telling) return [];
      const { at, contactId } = telling;
      return [
        {
          ...toldFact({ ...letter, by: telling.by, contactId }, at),
          complaint,
          at,
          actor,
          causationId: causationId ?? letter.causedBy,
        } as NewEvent,
      ];
    });
    await this.outbox.append(tx, facts);
    return new Set(told.map(({ letterId }) => letterId));
  }
}
