import { Inject, Injectable } from '@nestjs/common';
import { faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
import {
  machines,
  reviewDecided,
  type ClosureCode,
  type ResolutionDossier,
  type ReviewDecision,
} from '@redress/contracts';
import { Custody, movedTo, type HeldComplaint, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { CaseDesk } from '../../resolution-case/case-desk';
import { settledAs } from '../../resolution-case/domain/follow-up';
import type { PlanState } from '../../resolution-case/domain/resolution-plan';
import { PutOffer, type PutOffers } from '../../resolution-case/put-offer';
import { ResolutionCases, type StandingSituation } from '../../resolution-case/resolution-cases';
import { partyOnStory } from '../../resolution-case/take-answer';
import { LEADS_TO, type StandingReview } from '../../review/domain/review';
import { decisionsFor, obstaclesToDecideReview } from '../../resolution-case/domain/review-commands';
import { REVIEW_SEALED, Reviews } from '../../review/reviews';

export interface DecideReview extends ComplaintCommand {
  readonly decision: ReviewDecision;
  /** What the complainant is told; kept sealed. */
  readonly grounds: string;
}

export interface ReviewDecisionTaken extends Moved {
  readonly reviewId: string;
  readonly decision: ReviewDecision;
  readonly offerId: string | null;
  readonly version: number;
}

/** Decides an internal review and takes the complaint to where it leads (T31). */
@Injectable()
export class DecideReviewHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly reviews: Reviews,
    private readonly putOffer: PutOffer,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: DecideReview): Promise<ReviewDecisionTaken> {
    const { actor, complaintId, decision, grounds } = command;
    const { complaint, situation } = await this.desk.open(tx, command, (read, worker) =>
      obstaclesToDecideReview(read, worker, this.desk.unitAbove(read.resolution.unitId)),
    );
    const allowed = decisionsFor(situation);
    if (!allowed.includes(decision)) {
      mustBeValid([faultAt('/decision', 'not-possible-here', { allowed: allowed.join(', ') })]);
    }
    const { plan, resolution } = situation;
    const { partyId, reviewId } = situation.review as StandingReview;
    const at = this.clock.now();
    await this.reviews.decide(tx, reviewId, {
      decision,
      reviewerId: actor.sub,
      at,
      grounds: await this.vault.seal(tx, complaintId, REVIEW_SEALED.grounds(reviewId), grounds),
    });
    const review = { reviewId, decision, grounds };
    const { closureCode, letter, offerId, offers } = await this.carryOut(tx, complaint, situation, review, at);
    const version = await this.cases.touch(tx, resolution);
    const moved = await this.custody.move(tx, complaint, reviewDecided, {
      at,
      actor: actor.onStory,
      to: LEADS_TO[decision],
      payload: {
        reviewId,
        ...partyOnStory({ complaintId, partyId }),
        decision,
        reviewerId: actor.sub,
        unitId: resolution.unitId,
        handlerId: resolution.handlerId,
        offerId,
        ...(offers ? { offers } : {}),
        ...(decision === 'INVESTIGATE_AGAIN' ? { determinationId: resolution.determinationId as string } : {}),
        ...(closureCode ? { closureCode, outcome: plan?.outcome ?? resolution.outcome ?? undefined } : {}),
        dossierVersion: letter,
      },
    });
    return { ...movedTo(moved), reviewId, decision, offerId: offerId ?? null, version };
  }

  private async carryOut(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: StandingSituation,
    review: NonNullable<ResolutionDossier['review']>,
    at: Date,
  ): Promise<
    { readonly letter: number; readonly closureCode?: ClosureCode } & Partial<Pick<PutOffers, 'offerId' | 'offers'>>
  > {
    const { plan, resolution } = situation;
    switch (review.decision) {
      case 'OFFER_STANDS': {
        await this.cases.endsAs(tx, resolution, null);
        const again = await this.putOffer.again(tx, complaint, situation, plan as PlanState, at, { review });
        const { dossierVersion: letter, ...made } = again;
        return { letter, ...made };
      }
      case 'REMEDIES_STAND':
        break;
      case 'CLOSE': {
        const closureCode = closedAs(situation);
        await this.cases.end(tx, resolution, { status: machines.resolution.state.CLOSED, at, closureCode });
        return { letter: await this.putOffer.nothing(tx, complaint, { review }, at), closureCode };
      }
      case 'REDRAFT':
        await this.cases.endsAs(tx, resolution, null);
        if (plan) await this.cases.stopRemedies(tx, plan);
        break;
      case 'INVESTIGATE_AGAIN':
        if (plan) await this.cases.stopRemedies(tx, plan);
        await this.cases.end(tx, resolution, { status: machines.resolution.state.REOPENED, at, closureCode: null });
        break;
    }
    return { letter: await this.putOffer.nothing(tx, complaint, { review }, at) };
  }
}

/** As it had been closed, or would have been; else the ways inside are exhausted with the review. */
function closedAs({ resolution, review }: StandingSituation): ClosureCode {
  return review?.closedAs ?? resolution.endsAs ?? settledAs(resolution) ?? 'RESOLVED_DISSATISFIED_EXHAUSTED';
}
