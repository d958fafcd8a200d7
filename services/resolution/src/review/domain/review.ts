import {
  machines,
  STATE,
  type ClosureCode,
  type ComplaintState,
  type ReviewDecision,
  type StateOf,
} from '@redress/contracts';

/** What rules know of the newest review of a round. */
export interface StandingReview {
  readonly reviewId: string;
  /** Who asked for it. */
  readonly partyId: string;
  readonly state: StateOf<typeof machines.review>;
  /** State that the complaint had when it was asked for. */
  readonly openedFrom: ComplaintState;
  /** How the round had been closed before, where it had been. */
  readonly closedAs: ClosureCode | null;
}

/** States of a complaint whose handling can be reviewed (T24). */
export const REVIEWABLE: readonly ComplaintState[] = [
  STATE.RESOLUTION_OFFERED,
  STATE.REMEDY_IN_PROGRESS,
  STATE.RESOLVED,
  STATE.CLOSED,
];

/** Where each decision leads (T31). */
export const LEADS_TO: Readonly<Record<ReviewDecision, ComplaintState>> = {
  OFFER_STANDS: STATE.RESOLUTION_OFFERED,
  REMEDIES_STAND: STATE.REMEDY_IN_PROGRESS,
  CLOSE: STATE.CLOSED,
  REDRAFT: STATE.RESOLUTION_DRAFTED,
  INVESTIGATE_AGAIN: STATE.UNDER_INVESTIGATION,
};
