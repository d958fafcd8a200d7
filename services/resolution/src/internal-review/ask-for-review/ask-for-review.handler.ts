import { Inject, Injectable } from '@nestjs/common';
import { obstaclesOf, type Obstacle } from '@redress/commands';
import type { Actor, IntakeDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Custody } from '@redress/lifecycle';
import { formatPacks } from '@redress/outbox';
import { Database, type Transaction } from '@redress/persistence';
import { KeyMissing, TrackingCodes, Vault, type TrackingCodeRefusal } from '@redress/vault';
import { CaseDesk } from '../../resolution-case/case-desk';
import { complainantIsInTheCase } from '../../resolution-case/domain/rules/complainant-is-in-the-case.rule';
import { ResolutionCases } from '../../resolution-case/resolution-cases';
import { OpenReview } from '../open-review';

/** What a visitor asks who says to be the complainant. */
export interface AskForReview {
  readonly complaintNo: string;
  readonly trackingCode: string;
  /** Whether the review is asked for, or the visitor only looks. */
  readonly asks: boolean;
  readonly words?: string | undefined;
}

export type ReviewReply =
  /** A review can be asked for, until then. */
  | { readonly kind: 'POSSIBLE'; readonly complaintNo: string; readonly until: Date; readonly zone: string }
  | { readonly kind: 'ASKED'; readonly complaintNo: string }
  /** It cannot be asked for, for this reason; told only to the complainant. */
  | { readonly kind: 'NOT_POSSIBLE'; readonly obstacle: Obstacle }
  /** `UNKNOWN` as well when nothing was ever decided. */
  | TrackingCodeRefusal
  /** The person was erased: no proof is possible any more. */
  | { readonly kind: 'ERASED' };

const COMPLAINANT: Actor = { kind: 'COMPLAINANT', id: 'portal' };

/** Takes a request for a review by number and tracking code (T24). */
@Injectable()
export class AskForReviewHandler {
  constructor(
    private readonly database: Database,
    private readonly cases: ResolutionCases,
    private readonly desk: CaseDesk,
    private readonly review: OpenReview,
    private readonly codes: TrackingCodes,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  async handle(asked: AskForReview): Promise<ReviewReply> {
    try {
      return await this.database.transaction((tx) => this.answer(tx, asked));
    } catch (error) {
      if (error instanceof KeyMissing) return { kind: 'ERASED' };
      throw error;
    }
  }

  private async answer(
    tx: Transaction,
    { asks, complaintNo: typed, trackingCode, words }: AskForReview,
  ): Promise<ReviewReply> {
    const numbered = await this.cases.ofNumber(tx, typed.replace(/\s/g, ''));
    if (!numbered) return this.codes.wrong(tx, undefined);
    const { complaintId, complaintNo, partyId } = numbered;
    const complaint = await this.custody.lock(tx, complaintId);
    const closed = await this.codes.closedTo(tx, partyId, trackingCode, () =>
      this.vault.readDossier<IntakeDossier>(tx, partyId, 'intake', FOR_WORK),
    );
    if (closed) return closed;
    const situation = await this.desk.situationOf(tx, complaintId);
    const [obstacle] = [
      ...obstaclesOf(complainantIsInTheCase(situation, partyId)),
      ...this.review.obstacles(situation),
    ];
    if (obstacle) return { kind: 'NOT_POSSIBLE', obstacle };
    if (asks) {
      const held = await this.custody.hold(tx, complaintId);
      await this.review.open(tx, held, situation, {
        actor: COMPLAINANT,
        partyId,
        askedThrough: 'PORTAL',
        words: words || undefined,
      });
      return { kind: 'ASKED', complaintNo };
    }
    const until = this.desk.reviewUntil(situation) as Date;
    const { zone } = this.desk.procedureOf({ packs: formatPacks(complaint.packs) }).content;
    return { kind: 'POSSIBLE', complaintNo, until, zone };
  }
}
