import type { Actor, FlagCode, LinkCode, UrgencyCode } from '@redress/contracts';
import { proposeClassification } from '@redress/policy';
import type { AcceptableSubmission } from './judge-submission';

/** Who submitted what, for ever: (ce_source, ce_id), or (principal, Idempotency-Key). */
export interface SubmissionIdentity {
  readonly source: string;
  readonly id: string;
}

/** What a complaint has from the one that it is registered from. */
export interface Origin {
  readonly complaintId: string;
  readonly link: LinkCode;
  /** The complainant keeps the code; absent: no one is given one. */
  readonly trackingCode?: string | undefined;
  /** Flags that it has whatever its words say. */
  readonly flags: readonly FlagCode[];
}

/** A complaint that is to be registered. */
export interface Candidate {
  readonly identity: SubmissionIdentity;
  readonly content: AcceptableSubmission;
  readonly actor: Actor;
  /** Absent: it comes from no other complaint. */
  readonly origin?: Origin | undefined;
}

/** What is proposed to routing, from the words of the complaint and from how it was submitted. */
export interface Proposal {
  readonly category: string;
  readonly flags: FlagCode[];
  readonly urgency: UrgencyCode;
}

/** Proposes a classification: what the pack's text rules find, and what the registration itself says (CL-22, RG-21). */
export function proposalFor(content: AcceptableSubmission, origin?: Origin): Proposal {
  const { submission, pack, receivedLate, missing } = content;
  const { proposedCategory, flags, urgency } = proposeClassification(pack, submission);
  const all = new Set<FlagCode>([...flags, ...(origin?.flags ?? [])]);
  if (submission.demandAmount) all.add('compensationDemanded');
  if (receivedLate) all.add('receivedLate');
  if (missing.length > 0) all.add('incomplete');
  return { category: proposedCategory, flags: [...all], urgency };
}
