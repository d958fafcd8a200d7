import type {
  ClosureCode,
  ComplaintState,
  machines,
  OutcomeCode,
  ReasonablenessCode,
  Remedy,
  RemedyFailure,
  ValidityVerdict,
} from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { ApprovalAuthority } from '@redress/policy';
import type { Queryable } from '@redress/vault';
import type { RemedyLineState } from './domain/remedy-line';
import type { CaseSituation, FollowUp, ResolutionCase } from './domain/resolution-case';
import type { PlanDecision, PlanState } from './domain/resolution-plan';

/** A round that is to be opened. */
export interface NewCase {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  readonly determinationId: string;
  /** Which determination of the handling it is: a later one takes the place of the one that was sent back (T16). */
  readonly round: number;
  readonly unitId: string;
  readonly handlerId: string;
  readonly verdict: ValidityVerdict;
  readonly reasonableness: ReasonablenessCode;
  readonly openedAt: Date;
}

/** A round that routing settled without an investigation (T8). */
export interface SettledCase {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  /** Event that settled it. */
  readonly settledBy: string;
  readonly unitId: string;
  readonly handlerId: string;
  /** Absent: a question or suggestion was answered. */
  readonly outcome?: OutcomeCode | undefined;
  readonly remediesDone?: readonly Remedy[] | undefined;
  readonly openedAt: Date;
  /** Given where it needs no follow-up. */
  readonly closureCode?: ClosureCode | undefined;
}

/** Where the complaint stands by the newest that this service has heard. */
export interface Standing {
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly packs: string;
  /** Business time at which the complaint came into its state. */
  readonly since: Date;
}

/** A situation with where the complaint stands on the story. */
export type StandingSituation = CaseSituation & { readonly standing: Standing };

export interface NewRevision {
  readonly planId: string;
  readonly revision: number;
  readonly outcome: PlanState['outcome'];
  readonly isFinal: boolean;
  readonly drafterId: string;
  readonly draftedAt: Date;
  /** Sealed. */
  readonly explanation: Buffer;
  readonly apology: Buffer | null;
  readonly remedies: readonly (Remedy & Pick<RemedyLineState, 'remedyId' | 'ownerUnitId' | 'partyId' | 'dueOn'>)[];
}

/** Sealed words of a revision. */
export interface PlanTexts {
  readonly explanation: Buffer;
  readonly apology: Buffer | null;
  readonly comment: Buffer | null;
}

export interface Decision extends PlanDecision {
  /** Sealed. */
  readonly comment: Buffer | null;
}

/** How a remedy was executed, with its evidence; name and note are sealed. */
export interface Execution {
  readonly executedBy: string;
  readonly executedAt: Date;
  readonly evidenceId: string;
  readonly sha256: string;
  readonly byteSize: number;
  readonly mediaType: string;
  readonly evidenceName: Buffer;
  readonly note: Buffer | null;
}

/** Why a remedy could not be carried out; the note is sealed. */
export interface Failure {
  readonly failure: RemedyFailure;
  readonly at: Date;
  readonly by: string;
  readonly note: Buffer | null;
}

export interface NewFollowUp extends FollowUp {
  readonly complaintId: string;
  readonly cycle: number;
  readonly comment: Buffer | null;
  /** What else the complainant needs, sealed. */
  readonly otherNeeds: Buffer | null;
}

/** How a follow-up ends a round. */
export interface RoundEnd {
  readonly status: typeof machines.resolution.state.CLOSED | typeof machines.resolution.state.REOPENED;
  readonly at: Date;
  readonly closureCode: ClosureCode | null;
}

/** What the use cases ask of storage. Writers hold the complaint's custody row, which keeps them apart. */
/** Where the number of a complaint leads. */
export interface NumberedCase {
  readonly complaintId: string;
  /** Whose number it is. */
  readonly partyId: string;
  readonly complaintNo: string;
}

export abstract class ResolutionCases {
  /**
   * Opens rounds in the order given; a determination that has one already gets no second. One that follows a rework takes the
   * place of the last in the round that is open.
   */
  abstract open(tx: Transaction, cases: readonly NewCase[]): Promise<void>;
  /** Opens rounds that are settled already, or closes them at once; an event that has one already gets no second. */
  abstract openSettled(tx: Transaction, cases: readonly SettledCase[]): Promise<void>;
  /** The rounds of a complaint, the newest first. */
  abstract roundsOf(from: Queryable, complaintId: string): Promise<ResolutionCase[]>;
  /**
   * What a number leads to that people typed: the case, and the complaint whose number it is, which is another one where
   * several complainants are in the case (T7). Undefined when it never came here.
   */
  abstract ofNumber(from: Queryable, complaintNo: string): Promise<NumberedCase | undefined>;
  /** The present round with all by which its rules judge; undefined when the complaint was never here. */
  abstract situation(from: Queryable, complaintId: string): Promise<StandingSituation | undefined>;
  /** Ends the open round. */
  abstract end(tx: Transaction, round: Pick<ResolutionCase, 'complaintId' | 'cycle'>, end: RoundEnd): Promise<void>;
  /** Unit and handler of open rounds become these, in the order given. */
  abstract assign(
    tx: Transaction,
    changes: readonly { readonly complaintId: string; readonly unitId: string; readonly handlerId: string }[],
  ): Promise<void>;
  /** Takes a closed round up again, for a review or a dispute. */
  abstract takeUp(tx: Transaction, round: Pick<ResolutionCase, 'complaintId' | 'cycle'>): Promise<void>;
  /** Notes how the round will be closed, whatever the follow-up says; null: as it says. */
  abstract endsAs(
    tx: Transaction,
    round: Pick<ResolutionCase, 'complaintId' | 'cycle'>,
    as: ClosureCode | null,
  ): Promise<void>;
  /** Ends open rounds of complaints that have ended by a granted request, and voids what was offered. */
  abstract endByRequest(
    tx: Transaction,
    complaints: readonly { readonly complaintId: string; readonly at: Date; readonly closureCode: ClosureCode }[],
  ): Promise<void>;
  /** Counts a change of the round. @returns its version after it */
  abstract touch(tx: Transaction, round: Pick<ResolutionCase, 'complaintId' | 'cycle'>): Promise<number>;

  abstract addRevision(
    tx: Transaction,
    round: Pick<ResolutionCase, 'complaintId' | 'cycle'>,
    revision: NewRevision,
  ): Promise<void>;
  /** The newest revision of a round. */
  abstract planOf(
    from: Queryable,
    round: Pick<ResolutionCase, 'complaintId' | 'cycle'>,
  ): Promise<PlanState | undefined>;
  /** One revision of a plan. */
  abstract planOfRevision(
    from: Queryable,
    revision: Pick<PlanState, 'planId' | 'revision'>,
  ): Promise<PlanState | undefined>;
  abstract textsOf(from: Queryable, plan: Pick<PlanState, 'planId' | 'revision'>): Promise<PlanTexts>;
  abstract submit(tx: Transaction, plan: PlanState, authority: ApprovalAuthority, at: Date): Promise<void>;
  abstract approve(tx: Transaction, plan: PlanState, decision: Decision): Promise<void>;
  abstract reject(tx: Transaction, plan: PlanState, decision: Decision): Promise<void>;
  /** Offers a draft that needs no approval. */
  abstract release(tx: Transaction, plan: PlanState, at: Date): Promise<void>;
  /** Notes that the decision is told. @param from the state that the plan had */
  abstract tell(tx: Transaction, plan: PlanState, from: PlanState['status']): Promise<void>;

  /** Takes the lines of a plan from one state to the next. */
  abstract advanceRemedies(
    tx: Transaction,
    plan: Pick<PlanState, 'planId' | 'revision'>,
    step: { readonly from: RemedyLineState['state']; readonly to: RemedyLineState['state'] },
  ): Promise<void>;
  /** Of an offered revision the lines of these parties go on to a state, those of the others are cancelled. */
  abstract advanceRemediesOf(
    tx: Transaction,
    plan: Pick<PlanState, 'planId' | 'revision'>,
    partyIds: readonly string[],
    to: RemedyLineState['state'],
  ): Promise<void>;
  /** Cancels the lines of a plan that are agreed or begun and not done. @returns how many these were */
  abstract stopRemedies(
    tx: Transaction,
    plan: Pick<PlanState, 'planId' | 'revision'>,
    partyId?: string,
  ): Promise<number>;
  /** Sends a plan back that waits for its approval, so that it is revised. */
  abstract sendBack(tx: Transaction, plan: PlanState, reason: string): Promise<void>;
  abstract execute(tx: Transaction, remedyId: string, execution: Execution): Promise<void>;
  /** @throws WrongRowCount when it can not be begun */
  abstract startRemedy(tx: Transaction, remedyId: string): Promise<void>;
  /** @throws WrongRowCount when it was not begun */
  abstract failRemedy(tx: Transaction, remedyId: string, failure: Failure): Promise<void>;
  /** @throws WrongRowCount when it was done or cancelled before */
  abstract cancelRemedy(tx: Transaction, remedyId: string, at: Date): Promise<void>;
  /** How a remedy of the complaint was done, in whichever round; undefined when it was not. */
  abstract executionOf(from: Queryable, complaintId: string, remedyId: string): Promise<Execution | undefined>;

  abstract addFollowUp(tx: Transaction, followUp: NewFollowUp): Promise<void>;
  abstract followUpsOf(
    from: Queryable,
    round: Pick<ResolutionCase, 'complaintId' | 'cycle'>,
  ): Promise<(FollowUp & Pick<NewFollowUp, 'comment' | 'otherNeeds'>)[]>;
}
