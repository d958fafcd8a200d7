import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** Who began a contact with the complainant. */
export const CONTACT_DIRECTIONS = {
  INBOUND: { zh: '投诉人联系我方', en: 'the complainant contacted us' },
  OUTBOUND: { zh: '我方联系投诉人', en: 'we contacted the complainant' },
} as const satisfies Taxonomy;
export const ContactDirection = codesOf(CONTACT_DIRECTIONS, 'Who began the contact');
export type ContactDirection = z.infer<typeof ContactDirection>;

/** What a contact with the complainant was for, and what came of it (IV-07, CM-01, SL-01). */
export const CONTACT_PURPOSES = {
  DETAILS_OBTAINED: { zh: '了解详情', en: 'details obtained' },
  CLARIFICATION: { zh: '澄清核实', en: 'clarification' },
  PROGRESS: { zh: '通报进展', en: 'progress told' },
  PRELIMINARY_PLAN: { zh: '告知初步方案', en: 'preliminary plan told' },
  RECTIFICATION_NOTICE: { zh: '整改通知', en: 'rectification notice given' },
  OFFER_TOLD: { zh: '告知处理方案', en: 'offer told' },
  ACCEPTANCE: { zh: '投诉人答复方案', en: 'the complainant answered an offer' },
  LONGER_TIME_AGREED: { zh: '同意延期', en: 'the complainant agreed to a later date' },
  RESULT_TOLD: { zh: '告知处理结果', en: 'result told' },
  APOLOGY: { zh: '致歉', en: 'apology' },
  ACKNOWLEDGEMENT: { zh: '告知受理', en: 'acknowledgement told' },
  OTHER: { zh: '其他', en: 'other' },
} as const satisfies Taxonomy;
export const ContactPurpose = codesOf(CONTACT_PURPOSES, 'What the contact was for, or what came of it');
export type ContactPurpose = z.infer<typeof ContactPurpose>;

/** What keeps what was said in a contact (RM-08). */
export const CONTACT_RECORDS = {
  RECORDING: { zh: '录音', en: 'recording' },
  VERBATIM: { zh: '逐字记录', en: 'verbatim note' },
  NOTE: { zh: '摘要记录', en: 'note' },
} as const satisfies Taxonomy;
export const ContactRecord = codesOf(CONTACT_RECORDS, 'What keeps what was said in the contact');
export type ContactRecord = z.infer<typeof ContactRecord>;

/** Rank of a member of staff, the lowest first; it follows from roles and units of the directory (SL-08). */
export const STAFF_RANKS = {
  EMPLOYEE: { zh: '员工', en: 'employee' },
  LEAD: { zh: '主办人', en: 'case lead' },
  MANAGER: { zh: '部门经理', en: 'manager' },
  EXECUTIVE: { zh: '高管', en: 'executive' },
} as const satisfies Taxonomy;
export const StaffRank = codesOf(STAFF_RANKS, 'Rank of a member of staff');
export type StaffRank = z.infer<typeof StaffRank>;
