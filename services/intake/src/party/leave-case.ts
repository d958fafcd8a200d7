import { Inject, Injectable } from '@nestjs/common';
import { partyLeft, type Actor, type PartyLeaves } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { Parties } from './parties';

/** One of several complainants is no longer a party of the case (contracts, section 2). */
@Injectable()
export class LeaveCase {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly parties: Parties,
    private readonly outbox: Outbox,
  ) {}

  /** @returns the case that they left; undefined when they were a party of none */
  async leave(
    tx: Transaction,
    partyId: string,
    { at, actor, requestId, why, causationId }: Leaving,
  ): Promise<string | undefined> {
    const caseId = await this.parties.leave(tx, partyId, { at, why });
    if (caseId === undefined) return undefined;
    const complaint = await this.custody.lock(tx, caseId);
    await this.outbox.append(tx, [
      { contract: partyLeft, complaint, at, actor, causationId, payload: { partyId, why, requestId } },
    ]);
    return caseId;
  }
}

/** How a person leaves. */
export interface Leaving {
  /** Business time. */
  readonly at: Date;
  readonly actor: Actor;
  /** By which they left. */
  readonly requestId: string;
  readonly why: PartyLeaves;
  readonly causationId?: string | undefined;
}
