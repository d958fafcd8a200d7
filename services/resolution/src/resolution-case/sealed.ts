/** Contexts under which the sealed columns of this service open. */
export const SEALED = {
  explanation: 'plan.explanation',
  apology: 'plan.apology',
  comment: 'plan.comment',
  remedyEvidence: 'remedy.evidence',
  evidenceName: 'remedy.evidence-name',
  note: 'remedy.note',
  followUpComment: 'follow-up.comment',
} as const;
