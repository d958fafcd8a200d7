import {
  type machines,
  type ClosureCode,
  type ComplaintState,
  type DisputeOutcome,
  type DisputeRoute,
  type StateOf,
} from '@redress/contracts';

/** What rules know of the newest dispute of a round. */
export interface StandingDispute {
  readonly disputeId: string;
  /** Who took it there. */
  readonly partyId: string;
  readonly state: StateOf<typeof machines.dispute>;
  readonly route: DisputeRoute;
  /** State that the complaint had when it was opened. */
  readonly openedFrom: ComplaintState;
  /** How the round had been closed before, where it had been. */
  readonly closedAs: ClosureCode | null;
  /** Whether something is to be done by the award; null while there is none. */
  readonly binds: boolean | null;
  /** How it ended; null while it has not. */
  readonly outcome: DisputeOutcome | null;
}

/** What rules know of the lesson from a dispute. */
export interface StandingLesson {
  readonly state: StateOf<typeof machines.lesson>;
  readonly unitId: string;
}
