import { sealedColumn, sealedVersionedColumn } from '@redress/vault';

/** What the evidence of an executed remedy is sealed as. */
export const REMEDY_EVIDENCE = 'remedy_line.evidence';

/** What a signed answer is sealed as. */
export const SIGNED_ANSWER = 'offer_answer.scan';

/** Where the sealed words of this service lie: those of a plan by its revision, all others by the id of their row. */
export const SEALED = {
  explanation: sealedVersionedColumn('resolution_plan.explanation'),
  apology: sealedVersionedColumn('resolution_plan.apology'),
  comment: sealedVersionedColumn('resolution_plan.comment'),
  reworkComment: sealedColumn('rework_order.comment'),
  stepContent: sealedColumn('approval_step.content'),
  answerWords: sealedColumn('offer_answer.words'),
  objection: sealedColumn('offer_answer.objection'),
  identityEnding: sealedColumn('offer_answer.identity_ending'),
  scanName: sealedColumn('offer_answer.scan_name'),
  evidenceName: sealedColumn('remedy_line.evidence_name'),
  note: sealedColumn('remedy_line.note'),
  otherNeeds: sealedColumn('follow_up.other_needs'),
  failureNote: sealedColumn('remedy_line.failure_note'),
  followUpComment: sealedColumn('follow_up.comment'),
} as const;
