import type {
  ClosureCode,
  ComplaintState,
  FlagCode,
  FollowUpResult,
  machines,
  OutcomeCode,
  ParticipantPart,
  ReasonablenessCode,
  Remedy,
  StateOf,
  ValidityVerdict,
} from '@redress/contracts';
import type { Proposal } from './proposal';
import type { StandingDispute } from '../../dispute/domain/dispute';
import type { StandingReview } from '../../review/domain/review';
import type { RemedyLineState } from './remedy-line';
import type { PlanState } from './resolution-plan';

/** The ends are final: a reopened complaint gets a new round. */
export type CaseStatus = StateOf<typeof machines.resolution>;

/** One round of putting a complaint right. */
export interface ResolutionCase {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  /** 0 for the first handling, +1 for every reopening. */
  readonly cycle: number;
  /** Null in a round that was settled without an investigation: on the spot, or by an answer (T8). */
  readonly determinationId: string | null;
  readonly unitId: string;
  readonly handlerId: string;
  /** Null with {@link determinationId}. */
  readonly verdict: ValidityVerdict | null;
  readonly reasonableness: ReasonablenessCode | null;
  /** What the complainant was told on the spot; null after an investigation, and for answers. */
  readonly outcome: OutcomeCode | null;
  /** What was done on the spot. */
  readonly remediesDone: readonly Remedy[] | null;
  readonly status: CaseStatus;
  readonly version: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closureCode: ClosureCode | null;
  /** How it will be closed whatever the follow-up says, where the negotiation has decided that (T25, T40). */
  readonly endsAs: ClosureCode | null;
}

/** One attempt to ask the complainant whether the matter is put right. */
export interface FollowUp {
  readonly followUpId: string;
  readonly attempt: number;
  readonly result: FollowUpResult;
  readonly satisfaction: number | null;
  readonly reasonCode: string | null;
  /** Of one whose verdict waits for a later visit: the day agreed (FU-04). */
  readonly deferredUntil: Date | null;
  readonly callerId: string;
  readonly at: Date;
}

/** The offer of the newest revision, as far as rules judge by it. */
export interface StandingOffer {
  readonly offerId: string;
  readonly state: StateOf<typeof machines.offer>;
  /** Who had it carried out without consent (T26). */
  readonly imposedBy: string | null;
}

/** Where the case stands at the moment at which a person wants to act on it. */
export interface CaseSituation {
  readonly resolution: ResolutionCase;
  readonly complaintState: ComplaintState;
  /** The newest revision; absent before the first draft. */
  readonly plan: PlanState | undefined;
  /** Remedies of earlier revisions that were done: they stay and count (T42). */
  readonly doneBefore: readonly RemedyLineState[];
  /** The offer of that revision, if it was put to the complainant. */
  readonly offer: StandingOffer | undefined;
  /** Who the complainants are, by the complaints with which they came; one or several. */
  readonly parties: readonly string[];
  /** While a plan is drafted or decided: a case of the enterprise itself, so that no one can be asked. */
  readonly isWithoutComplainant?: true;
  /** Counter-proposals and refusals in this round of handling. */
  readonly roundsUsed: number;
  /** The newest internal review of this round. */
  readonly review: StandingReview | undefined;
  /** The newest dispute of this round before a body outside. */
  readonly dispute: StandingDispute | undefined;
  /** Of the complaint, as routing decided. */
  readonly flags: readonly FlagCode[];
  /** What waits to be decided by a second person. */
  readonly proposals: readonly Proposal[];
  readonly followUps: readonly FollowUp[];
  /** Members of staff and what they did, over all rounds. */
  readonly participants: readonly { readonly personId: string; readonly part: ParticipantPart }[];
}
