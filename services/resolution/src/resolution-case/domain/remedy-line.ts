import { mustBeFree, mustBeValid, obstaclesOf } from '@redress/commands';
import {
  machines,
  remedyIn,
  type PlannedInstalment,
  type Remedy,
  type RemedyFailure,
  type RemedyType,
  type StateOf,
} from '@redress/contracts';
import { paymentIsWhatWasAccepted } from './rules/payment-is-what-was-accepted.rule';
import { remedyCanBegin, remedyHasNotEnded, remedyIsBegun } from './rules/remedy-can-go-on.rule';
import { remedyIsExecutedOnce } from './rules/remedy-is-executed-once.rule';

export type RemedyState = StateOf<typeof machines.remedyLine>;

const { ACCEPTED, APPROVED, CANCELLED, DONE, EXECUTING, FAILED, OFFERED, PROPOSED } = machines.remedyLine.state;
const { remedyLine } = machines;

/** States of a line to which the complainant agreed, or which needs no consent, and which is not over. */
export const OWED_REMEDY_STATES: readonly RemedyState[] = [ACCEPTED, EXECUTING, FAILED];

/** What every remedy line has, whatever its type. */
export interface RemedyLineFields {
  readonly remedyId: string;
  readonly ownerUnitId: string;
  /** For which of several complainants it is; null where the case has one. */
  readonly partyId: string | null;
  /** `YYYY-MM-DD`, as promised. */
  readonly dueOn: string;
  readonly state: RemedyState;
  readonly executedBy: string | null;
  readonly executedAt: Date | null;
  /** Why it could not be carried out; null unless it failed. */
  readonly failure: RemedyFailure | null;
  readonly failedAt: Date | null;
}

/** A remedy line as it is kept and shown, with the terms of its type. */
export type RemedyLineState = Remedy & RemedyLineFields;

/** A line as a drafter proposes it. */
export type ProposedRemedy = Remedy & {
  readonly ownerUnitId: string;
  readonly partyId?: string | undefined;
  readonly dueOn?: string | undefined;
  /** Parts in which its amount is paid. */
  readonly instalments?: readonly PlannedInstalment[] | undefined;
};

/** One thing that is done for the complainant, from the proposal to its execution. */
export class RemedyLine {
  private constructor(private own: RemedyLineState) {}

  /** @param dueOn counted by the pack where the drafter promises no date */
  static propose(
    proposed: ProposedRemedy,
    { remedyId, dueOn }: { readonly remedyId: string; readonly dueOn: (type: RemedyType) => string },
  ): RemedyLine {
    return new RemedyLine({
      ...remedyIn(proposed),
      remedyId,
      ownerUnitId: proposed.ownerUnitId,
      partyId: proposed.partyId ?? null,
      dueOn: proposed.dueOn ?? dueOn(proposed.type),
      state: PROPOSED,
      executedBy: null,
      executedAt: null,
      failure: null,
      failedAt: null,
    });
  }

  static restore(state: RemedyLineState): RemedyLine {
    return new RemedyLine(state);
  }

  get now(): RemedyLineState {
    return this.own;
  }

  approve(): void {
    this.advance(PROPOSED, APPROVED);
  }

  offer(): void {
    this.advance(APPROVED, OFFERED);
  }

  accept(): void {
    this.advance(OFFERED, ACCEPTED);
  }

  /** The party for whom it was did not accept, while another one did. */
  drop(): void {
    this.advance(OFFERED, CANCELLED);
  }

  /** Starts the line of a plan that was told and not asked (T41). */
  startUnasked(): void {
    this.advance(APPROVED, EXECUTING);
  }

  /** Starts the line of a plan to which the complainant did not agree (T26). */
  impose(): void {
    this.advance(OFFERED, EXECUTING);
  }

  /**
   * Begins it, or tries again what failed.
   * @throws Blocked when it was not accepted, or is begun or over already
   */
  start(): void {
    mustBeFree(obstaclesOf(remedyCanBegin(this.own)));
    this.own = { ...this.own, state: remedyLine.move(this.own.state, EXECUTING), failure: null, failedAt: null };
  }

  /** It could not be carried out. @throws Blocked when it was not begun */
  fail(failure: RemedyFailure, at: Date): void {
    mustBeFree(obstaclesOf(remedyIsBegun(this.own)));
    this.own = { ...this.own, state: remedyLine.move(this.own.state, FAILED), failure, failedAt: at };
  }

  /** It is not carried out any more. @throws Blocked when it was done, or is cancelled already */
  cancel(): void {
    mustBeFree(obstaclesOf(remedyHasNotEnded(this.own)));
    this.own = { ...this.own, state: remedyLine.move(this.own.state, CANCELLED) };
  }

  /** Whether nothing is left to be done about it. */
  get hasEnded(): boolean {
    return this.own.state === DONE || this.own.state === CANCELLED;
  }

  /**
   * Reports the remedy as executed (RM-11).
   * @param paidMinor what was paid, in minor units; the accepted amount if absent
   * @throws Blocked when it was not accepted, or was executed before
   * @throws WrongFields when another amount was paid than was accepted
   */
  execute({
    by,
    at,
    paidMinor,
  }: {
    readonly by: string;
    readonly at: Date;
    readonly paidMinor?: number | undefined;
  }): void {
    mustBeFree(obstaclesOf(remedyIsExecutedOnce(this.own)));
    mustBeValid(paymentIsWhatWasAccepted(this.own, paidMinor));
    this.own = { ...this.own, state: DONE, executedBy: by, executedAt: at };
  }

  private advance(from: RemedyState, to: RemedyState): void {
    const { remedyId, state } = this.own;
    if (state !== from) throw new Error(`Remedy ${remedyId} is ${state}, so it cannot become ${to}`);
    this.own = { ...this.own, state: to };
  }
}

/** Whose a line is, as events say it: absent where the case has one complainant. */
export function ofParty({ partyId }: { readonly partyId?: string | null | undefined }): { readonly partyId?: string } {
  return partyId ? { partyId } : {};
}
