import type { ApprovalKind } from '@redress/contracts';

/** What one person has proposed and another is to decide, as far as rules judge by it (contracts, section 2). */
export interface Proposal {
  readonly stepId: string;
  readonly kind: ApprovalKind;
  /** The offer or remedy line that it is about. */
  readonly subjectId: string | null;
  /** The contact in which the complainant agreed; null when there is none. */
  readonly contactId: string | null;
  readonly proposerId: string;
  readonly reasonCode: string;
  readonly proposedAt: Date;
}
