import type {
  CategoryCode,
  ComplaintState,
  FlagCode,
  PriorityCode,
  SeverityCode,
  UrgencyCode,
} from '@redress/contracts';

/** OPEN leads to the two others; both are final, a reopened complaint gets a new round. */
export type CaseStatus = 'OPEN' | 'DETERMINED' | 'WITHDRAWN';

export interface Classification {
  readonly category: CategoryCode;
  readonly severity: SeverityCode;
  readonly urgency: UrgencyCode;
  readonly priority: PriorityCode;
  readonly flags: readonly FlagCode[];
}

/** One round of investigation of a complaint. */
export interface InvestigationCase extends Classification {
  readonly complaintId: string;
  readonly complaintNo: string;
  /** 0 for the first handling, +1 for every reopening. */
  readonly cycle: number;
  readonly assignmentId: string;
  readonly unitId: string;
  readonly handlerId: string;
  readonly status: CaseStatus;
  readonly version: number;
  readonly openedAt: Date;
  readonly closedAt: Date | null;
}

/** Where the case stands at the moment at which a person wants to act on it. */
export interface CaseSituation {
  readonly investigation: InvestigationCase;
  readonly complaintState: ComplaintState;
  /** Evidence of all rounds: what an earlier round found stays usable. */
  readonly evidenceIds: readonly string[];
  /** Least number of evidence items that the complaint's packs ask for. */
  readonly minEvidenceItems: number;
}
