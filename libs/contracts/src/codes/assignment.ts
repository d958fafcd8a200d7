import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** Why an assignment is given back, taken back or changed (T11, RT-03). */
export const ASSIGNMENT_REASONS = {
  WRONG_UNIT: { zh: '不属本部门职责', en: 'Not the matter of this unit' },
  CAPACITY: { zh: '无人承接', en: 'Nobody with capacity' },
  CONFLICT_OF_INTEREST: { zh: '利益冲突', en: 'Conflict of interest' },
  INFORMATION_MISSING: { zh: '信息不足', en: 'Information is missing' },
  EXPERTISE: { zh: '他人更专业', en: 'Somebody else knows the matter better' },
  ABSENCE: { zh: '人员不在岗', en: 'Absence' },
  TAKEN_OVER: { zh: '接手办理', en: 'Taken over' },
} as const satisfies Taxonomy;
export const AssignmentReason = codesOf(ASSIGNMENT_REASONS, 'Why the assignment changes');
export type AssignmentReason = z.infer<typeof AssignmentReason>;

/** Why a complaint is not accepted (T5). That it is no complaint is none: questions and suggestions are answered. */
export const NOT_ACCEPTED_REASONS = {
  NOT_OUR_PRODUCT: { zh: '非我司产品或服务', en: 'Not our product or service' },
  NO_IDENTITY_OR_AUTHORITY: { zh: '无法核实身份或授权', en: 'Identity or authority could not be verified' },
  ALREADY_DECIDED: { zh: '已作出决定且无新证据', en: 'Decided already, without new evidence' },
  IN_COURT: { zh: '已进入司法程序', en: 'Before a court' },
  TIME_BARRED: { zh: '已超过受理期限', en: 'Out of time' },
  ABUSIVE_CONFIRMED: { zh: '经确认为恶意投诉', en: 'Confirmed as abusive' },
} as const satisfies Taxonomy;
export const NotAcceptedReason = codesOf(NOT_ACCEPTED_REASONS, 'Why the complaint is not accepted');
export type NotAcceptedReason = z.infer<typeof NotAcceptedReason>;

/** On what ground personal data may be handed to the organisation that a complaint is referred to (T6). */
export const DATA_BASES = {
  CONSENT: { zh: '投诉人单独同意', en: 'Separate consent of the complainant' },
  CONTRACT: { zh: '履行合同所必需', en: 'Necessary for a contract' },
  LEGAL_DUTY: { zh: '履行法定职责或义务', en: 'Legal duty' },
  EMERGENCY: { zh: '紧急情况下保护生命健康和财产安全', en: 'Life, health or property in an emergency' },
} as const satisfies Taxonomy;
export const DataBasis = codesOf(DATA_BASES, 'Ground on which personal data are handed over');
export type DataBasis = z.infer<typeof DataBasis>;

/** What a note of staff in a case is about. */
export const CASE_NOTE_KINDS = {
  NOTE: { zh: '备注', en: 'Note' },
  RETURNED: { zh: '退回说明', en: 'Return of the assignment' },
  ASSIGNMENT: { zh: '变更责任说明', en: 'Change of the assignment' },
  DECLINE: { zh: '不予受理说明', en: 'Proposal to decline' },
  DECISION: { zh: '决定说明', en: 'Decision' },
  REFERRAL: { zh: '转送说明', en: 'Referral' },
  SUMMARY: { zh: '现场解决说明', en: 'Resolution on the spot' },
  ESCALATION: { zh: '升级处理说明', en: 'Answer to an escalation' },
  SUPERVISION: { zh: '督办要求', en: 'Demand of a supervision' },
  SUPERVISION_ANSWER: { zh: '督办回复', en: 'Answer to a supervision' },
  MAJOR_REPORT: { zh: '重大投诉上报', en: 'Report to leadership, with the measures taken' },
  INSTRUCTION: { zh: '领导批示', en: 'Instruction of leadership' },
  PROMISE: { zh: '对投诉人的承诺', en: 'Promise to the complainant' },
} as const satisfies Taxonomy;
export const CaseNoteKind = codesOf(CASE_NOTE_KINDS, 'What the note is about');
export type CaseNoteKind = z.infer<typeof CaseNoteKind>;

/**
 * What may be promised to a complainant for a day (RM-12). What costs money is promised by an approved plan alone: there is no
 * kind for it (CM-13).
 */
export const PROMISE_KINDS = {
  CALL_BACK: { zh: '回电联系您', en: 'We call you back' },
  PROGRESS: { zh: '告知您办理进展', en: 'We tell you how far we have come' },
  DOCUMENTS: { zh: '向您提供资料', en: 'We send you documents' },
  VISIT: { zh: '上门与您沟通', en: 'We visit you' },
  RESULT: { zh: '告知您处理结果', en: 'We tell you the result' },
} as const satisfies Taxonomy;
export const PromiseKind = codesOf(PROMISE_KINDS, 'What was promised to the complainant');
export type PromiseKind = z.infer<typeof PromiseKind>;

/** What is decided by a second person (contracts, section 2). */
export const APPROVAL_KINDS = {
  DECLINE: { zh: '不予受理', en: 'Decline the complaint' },
  ASSIGNMENT: { zh: '分派争议', en: 'Dispute about the assignment' },
  EXTENSION: { zh: '延长时限', en: 'Extension of a limit' },
  IMPOSITION: { zh: '未经同意执行方案', en: 'Carry the plan out without consent' },
  CANCELLATION: { zh: '取消补救措施', en: 'Cancel a remedy' },
  RENEGOTIATION: { zh: '重新协商方案', en: 'Negotiate the plan anew' },
} as const satisfies Taxonomy;
export const ApprovalKind = codesOf(APPROVAL_KINDS, 'What is decided by a second person');
export type ApprovalKind = z.infer<typeof ApprovalKind>;
