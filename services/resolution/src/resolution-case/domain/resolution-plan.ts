import type { CompensationBasis, machines, OutcomeCode, RemedyType, RoleCode, StateOf } from '@redress/contracts';
import type { Money } from '@redress/policy';

export type PlanStatus = StateOf<typeof machines.plan>;

export type RemedyState = StateOf<typeof machines.remedyLine>;

export interface RemedyLine {
  readonly remedyId: string;
  readonly type: RemedyType;
  readonly amount: Money | null;
  readonly ownerUnitId: string;
  /** `YYYY-MM-DD`, as promised. */
  readonly dueOn: string;
  readonly basis: CompensationBasis | null;
  readonly state: RemedyState;
  readonly executedBy: string | null;
  readonly executedAt: Date | null;
}

/** One revision of what is to be done. */
export interface ResolutionPlan {
  readonly planId: string;
  readonly revision: number;
  readonly outcome: OutcomeCode;
  readonly status: PlanStatus;
  readonly drafterId: string;
  readonly draftedAt: Date;
  /** Asked for by the authority matrix when it was submitted. */
  readonly approverRole: RoleCode | null;
  readonly mayApprove: readonly RoleCode[];
  readonly submittedAt: Date | null;
  readonly approverId: string | null;
  readonly decidedAt: Date | null;
  readonly rejectionReason: string | null;
  readonly remedies: readonly RemedyLine[];
}

/** A line as a drafter proposes it. */
export interface ProposedRemedy {
  readonly type: RemedyType;
  readonly amount?: Money | undefined;
  readonly ownerUnitId: string;
  readonly dueOn?: string | undefined;
  readonly basis?: CompensationBasis | undefined;
}

/** What a drafter proposes, as far as rules judge it. */
export interface ProposedPlan {
  readonly outcome: OutcomeCode;
  readonly remedies: readonly ProposedRemedy[];
}
