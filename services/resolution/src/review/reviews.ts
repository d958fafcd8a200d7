import { Injectable } from '@nestjs/common';
import {
  machines,
  type AnswerChannel,
  type ClosureCode,
  type ComplaintState,
  type ReviewDecision,
  type StateOf,
} from '@redress/contracts';
import { mustChange, type Transaction } from '@redress/persistence';
import { sealedColumn, type Queryable } from '@redress/vault';

const machine = machines.review;

/** Where the words of reviews are sealed. */
export const REVIEW_SEALED = {
  words: sealedColumn('review.words'),
  grounds: sealedColumn('review.grounds'),
} as const;

/** An internal review of a round (T24, T31). */
export interface Review {
  readonly reviewId: string;
  /** Who asked for it: the complaint with which that one came. */
  readonly partyId: string;
  readonly cycle: number;
  readonly state: StateOf<typeof machine>;
  readonly openedFrom: ComplaintState;
  readonly closedAs: ClosureCode | null;
  /** Null when staff recorded it. */
  readonly askedThrough: AnswerChannel | null;
  readonly contactId: string | null;
  readonly openedAt: Date;
  /** Why it was asked for; sealed. */
  readonly words: Buffer | null;
  readonly decision: ReviewDecision | null;
  readonly reviewerId: string | null;
  readonly decidedAt: Date | null;
  /** Sealed. */
  readonly grounds: Buffer | null;
}

export type NewReview = Pick<
  Review,
  'reviewId' | 'partyId' | 'cycle' | 'openedFrom' | 'closedAs' | 'askedThrough' | 'contactId' | 'openedAt' | 'words'
> & { readonly complaintId: string };

/** Reviews in PostgreSQL. Writers hold the complaint's custody row, which keeps them apart. */
@Injectable()
export class Reviews {
  add(tx: Transaction, review: NewReview): void {
    tx.write(
      `insert into review (review_id, complaint_id, cycle, opened_from, closed_as, asked_through, contact_id, opened_at, words,
         party_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        review.reviewId,
        review.complaintId,
        review.cycle,
        review.openedFrom,
        review.closedAs,
        review.askedThrough,
        review.contactId,
        review.openedAt,
        review.words,
        review.partyId,
      ],
      'review-add',
    );
  }

  /** @throws WrongRowCount when it is not open */
  async decide(
    tx: Transaction,
    reviewId: string,
    decided: {
      readonly decision: ReviewDecision;
      readonly reviewerId: string;
      readonly at: Date;
      readonly grounds: Buffer;
    },
  ): Promise<void> {
    const from = machine.state.OPEN;
    await mustChange(
      'review-decide',
      1,
      tx.query(
        `update review set state = $3, decision = $4, reviewer_id = $5, decided_at = $6, grounds = $7
         where review_id = $1 and state = $2`,
        [
          reviewId,
          from,
          machine.move(from, machine.state.DECIDED),
          decided.decision,
          decided.reviewerId,
          decided.at,
          decided.grounds,
        ],
        'review-decide',
      ),
    );
  }

  /** Something else goes before the open review of a complaint, if there is one. */
  end(tx: Transaction, complaintId: string, at: Date): void {
    const from = machine.state.OPEN;
    tx.write(
      'update review set state = $3, decided_at = $4 where complaint_id = $1 and state = $2',
      [complaintId, from, machine.move(from, machine.state.ENDED), at],
      'review-end',
    );
  }

  /** The reviews of a complaint, the first one first. */
  async of(from: Queryable, complaintId: string): Promise<Review[]> {
    const { rows } = await from.query<Review>(
      `select review_id as "reviewId", party_id as "partyId", cycle, state, opened_from as "openedFrom", closed_as as "closedAs",
         asked_through as "askedThrough", contact_id as "contactId", opened_at as "openedAt", words, decision,
         reviewer_id as "reviewerId", decided_at as "decidedAt", grounds
       from review where complaint_id = $1 order by opened_at, review_id`,
      [complaintId],
      'reviews-of',
    );
    return rows;
  }
}
