import type { ComplaintState, PartyLeaves } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { Queryable } from '@redress/vault';

/** One of the complainants of a case, named by the complaint with which they came. */
export interface Party {
  readonly partyId: string;
  readonly complaintNo: string;
  readonly joinedAt: Date;
  readonly leftAt: Date | null;
  readonly leftBecause: PartyLeaves | null;
}

/** Where a complaint stands among those that are handled together. */
export interface PartyStanding {
  /** The complaint that goes on for all of them; the complaint itself where it is handled on its own. */
  readonly caseId: string;
  readonly caseState: ComplaintState;
  /** Business time at which the case came into its state. */
  readonly caseSince: Date;
  /** Whether its complainant is a party of the case now. */
  readonly isParty: boolean;
  /** Those who are parties now, in the order in which they came; the only one where it is handled on its own. */
  readonly partyIds: readonly string[];
}

/** Whose complaints are handled together (T7). All changes of one case are made under the lock of its complaint. */
export abstract class Parties {
  /** Where a complaint stands. @throws NotFound when intake does not know the complaint */
  abstract standingOf(from: Queryable, complaintId: string): Promise<PartyStanding>;

  /** Everybody who is or was a party of the case, in the order in which they came; none where only one ever was. */
  abstract ofCase(from: Queryable, caseId: string): Promise<Party[]>;

  /** The complaint and all its parties are parties of the case from now on. @returns whom that adds to it */
  abstract join(
    tx: Transaction,
    complaintId: string,
    to: { readonly caseId: string; readonly at: Date },
  ): Promise<string[]>;

  /** @returns the case that the party left; undefined when it was a party of none */
  abstract leave(
    tx: Transaction,
    partyId: string,
    how: { readonly at: Date; readonly why: PartyLeaves },
  ): Promise<string | undefined>;
}
