import type {
  ClosureCode,
  ComplaintState,
  FollowUpResult,
  ReasonablenessCode,
  ValidityVerdict,
} from '@redress/contracts';
import type { ResolutionPlan } from './resolution-plan';

/** OPEN leads to the three others, which are final: a reopened complaint gets a new round. */
export type CaseStatus = 'OPEN' | 'CLOSED' | 'REOPENED' | 'WITHDRAWN';

/** One round of putting a complaint right. */
export interface ResolutionCase {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  /** 0 for the first handling, +1 for every reopening. */
  readonly cycle: number;
  readonly determinationId: string;
  readonly unitId: string;
  readonly handlerId: string;
  readonly verdict: ValidityVerdict;
  readonly reasonableness: ReasonablenessCode;
  readonly status: CaseStatus;
  readonly version: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly closureCode: ClosureCode | null;
}

/** One attempt to ask the complainant whether the matter is put right. */
export interface FollowUp {
  readonly followUpId: string;
  readonly attempt: number;
  readonly result: FollowUpResult;
  readonly satisfaction: number | null;
  readonly reasonCode: string | null;
  readonly callerId: string;
  readonly at: Date;
}

/** Where the case stands at the moment at which a person wants to act on it. */
export interface CaseSituation {
  readonly resolution: ResolutionCase;
  readonly complaintState: ComplaintState;
  /** The newest revision; absent before the first draft. */
  readonly plan: ResolutionPlan | undefined;
  readonly hasConsent: boolean;
  readonly followUps: readonly FollowUp[];
}
