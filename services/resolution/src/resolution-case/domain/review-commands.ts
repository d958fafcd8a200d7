import { obstaclesOf, type CaseWorker, type Obstacle } from '@redress/commands';
import { holdsOneOf, machines, RULES, STATE, type ComplaintState, type ReviewDecision } from '@redress/contracts';
import { settledAs } from './follow-up';
import { partsTakenBy } from './parts-taken';
import { OWED_REMEDY_STATES } from './remedy-line';
import type { CaseSituation } from './resolution-case';
import { REVIEWABLE } from '../../review/domain/review';

/** The window in which a review can be asked for; `until` is undefined where the pack has none. */
export interface ReviewWindow {
  readonly until: Date | undefined;
  readonly now: Date;
}

/** Why no review can be asked for now (T24). */
export function obstaclesToRequestReview(situation: CaseSituation, window: ReviewWindow): Obstacle[] {
  return obstaclesOf(
    handlingCanBeReviewed(situation),
    thereIsADecision(situation),
    oneReviewARound(situation),
    windowIsOpen(situation, window),
  );
}

/**
 * Why this person may not decide the review now (T31).
 * @param unitAbove the unit above the responsible one; undefined at the top
 */
export function obstaclesToDecideReview(
  situation: CaseSituation,
  worker: CaseWorker,
  unitAbove: string | undefined,
): Obstacle[] {
  return obstaclesOf(
    reviewerIsAbove(situation, worker, unitAbove),
    reviewerTookNoPart(situation, worker),
    isInState(situation.complaintState, STATE.UNDER_REVIEW),
  );
}

/** A command belongs to certain states of the complaint, those in which its round is closed among them. */
export function isInState(state: ComplaintState, ...needed: readonly ComplaintState[]): Obstacle | undefined {
  return needed.includes(state) ? undefined : { code: 'WRONG_STATE', params: { state, needed: needed.join(',') } };
}

function handlingCanBeReviewed({ complaintState }: CaseSituation): Obstacle | undefined {
  return isInState(complaintState, ...REVIEWABLE);
}

/** A question that was answered was not decided on. */
function thereIsADecision({ resolution }: CaseSituation): Obstacle | undefined {
  return settledAs(resolution) === 'ANSWERED' ? { code: 'NOTHING_TO_REVIEW' } : undefined;
}

/** After a review the ways outside are left; a new determination begins a new round. */
function oneReviewARound({ review }: CaseSituation): Obstacle | undefined {
  return review && review.state !== machines.review.state.ENDED ? { code: 'REVIEWED_BEFORE' } : undefined;
}

function windowIsOpen({ complaintState }: CaseSituation, { now, until }: ReviewWindow): Obstacle | undefined {
  if (!REVIEWABLE.includes(complaintState)) return undefined;
  if (until === undefined) return { code: 'NO_REVIEW_IN_PACK' };
  return now.getTime() <= until.getTime()
    ? undefined
    : { code: 'REVIEW_WINDOW_OVER', params: { until: until.toISOString() } };
}

/** Of a unit above the responsible one; where there is none, at the top itself. */
function reviewerIsAbove(
  { resolution: { unitId } }: CaseSituation,
  worker: CaseWorker,
  unitAbove: string | undefined,
): Obstacle | undefined {
  const allowed = unitAbove === undefined ? RULES.reviewsAtTheTop : RULES.reviews;
  const unit = unitAbove ?? unitId;
  if (holdsOneOf(worker.roles, allowed) && worker.isOver(unit)) return undefined;
  return { code: 'NOT_A_REVIEWER', whoCan: allowed.map((role) => ({ role, unit })) };
}

/** Those who had a part in the complaint, whichever and in whatever round, do not review it. */
function reviewerTookNoPart(situation: CaseSituation, worker: CaseWorker): Obstacle | undefined {
  const [part] = partsTakenBy(worker.id, situation);
  if (!part) return undefined;
  return { code: 'REVIEWER_INVOLVED', params: { part }, whoCan: RULES.reviews.map((role) => ({ role })) };
}

/**
 * What a reviewer can decide, by where the case stood: nothing that was offered or agreed is dropped by confirming it. Only
 * what was investigated can be investigated again.
 */
export function decisionsFor({
  plan,
  resolution,
  review,
}: Pick<CaseSituation, 'plan' | 'resolution' | 'review'>): readonly ReviewDecision[] {
  const { OFFERED } = machines.remedyLine.state;
  const isAsked = plan !== undefined && plan.toldAt === null;
  const waits = isAsked && plan.remedies.every(({ state }) => state === OFFERED);
  const decisions: ReviewDecision[] = [];
  switch (review?.openedFrom) {
    case STATE.RESOLUTION_OFFERED:
      decisions.push('OFFER_STANDS');
      if (plan?.remedies.length === 0) decisions.push('CLOSE');
      break;
    case STATE.REMEDY_IN_PROGRESS:
      // The complainant may have objected meanwhile to what was recorded as the acceptance.
      if (plan?.remedies.some(({ state }) => OWED_REMEDY_STATES.includes(state))) decisions.push('REMEDIES_STAND');
      break;
    default:
      decisions.push('CLOSE');
      if (waits && plan.remedies.length > 0) decisions.push('OFFER_STANDS');
  }
  decisions.push('REDRAFT');
  if (resolution.determinationId !== null) decisions.push('INVESTIGATE_AGAIN');
  return decisions;
}
