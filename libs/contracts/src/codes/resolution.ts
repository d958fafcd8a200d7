import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What the complainant is told about the complaint. */
export const OUTCOMES = {
  UPHELD: { zh: '支持', en: 'Upheld' },
  PARTLY_UPHELD: { zh: '部分支持', en: 'Partly upheld' },
  NOT_UPHELD: { zh: '不支持', en: 'Not upheld' },
  GOODWILL: { zh: '未支持但善意补偿', en: 'Not upheld, goodwill given' },
  NO_DECISION_WITHDRAWN: { zh: '撤诉', en: 'No decision, withdrawn' },
} as const satisfies Taxonomy;
export const OutcomeCode = codesOf(OUTCOMES, 'Decision told to the complainant');
export type OutcomeCode = z.infer<typeof OutcomeCode>;

/** The outcomes that a plan can propose. */
export const PlannedOutcome = OutcomeCode.exclude(['NO_DECISION_WITHDRAWN']);

/** On what ground money is paid. */
export const COMPENSATION_BASES = {
  LAW: { zh: '法律规定', en: 'Law' },
  CONTRACT: { zh: '合同约定', en: 'Contract' },
  POLICY: { zh: '公司政策', en: 'Company policy' },
  GOODWILL: { zh: '善意', en: 'Goodwill' },
  AWARD: { zh: '裁决调解', en: 'Award or mediation' },
} as const satisfies Taxonomy;
export const CompensationBasis = codesOf(COMPENSATION_BASES, 'Ground on which money is paid');
export type CompensationBasis = z.infer<typeof CompensationBasis>;

/** Why a plan is carried out without the consent of the complainant (T26, RM-10). */
export const CONSENT_EXCEPTIONS = {
  SAFETY: { zh: '涉及人身、财产安全', en: 'Safety of persons or property' },
  LEGAL_DUTY: { zh: '履行法定义务', en: 'Duty by law' },
} as const satisfies Taxonomy;
export const ConsentException = codesOf(CONSENT_EXCEPTIONS, 'Why no consent is waited for');
export type ConsentException = z.infer<typeof ConsentException>;

/** Why a remedy could not be carried out. */
export const REMEDY_FAILURES = {
  NOT_AVAILABLE: { zh: '缺货或停产', en: 'Not to be had any more' },
  BEYOND_REPAIR: { zh: '无法修复', en: 'Beyond repair' },
  PAYMENT_RETURNED: { zh: '款项被退回', en: 'The payment came back' },
  COMPLAINANT_NOT_MET: { zh: '未能与投诉人完成交接', en: 'The complainant could not be met' },
  LEGAL_OBSTACLE: { zh: '法律或监管障碍', en: 'The law stands against it' },
  THIRD_PARTY: { zh: '第三方原因', en: 'A third party prevents it' },
} as const satisfies Taxonomy;
export const RemedyFailure = codesOf(REMEDY_FAILURES, 'Why it could not be carried out');
export type RemedyFailure = z.infer<typeof RemedyFailure>;

/** Why a remedy that was agreed is not carried out any more. */
export const CANCELLATION_REASONS = {
  IMPOSSIBLE: { zh: '无法执行', en: 'It cannot be done' },
  GIVEN_UP: { zh: '投诉人放弃', en: 'The complainant gave it up' },
  NO_LONGER_NEEDED: { zh: '已无必要', en: 'It is no longer needed' },
  UNLAWFUL: { zh: '执行将违反法律', en: 'It would be against the law' },
} as const satisfies Taxonomy;
export const CancellationReason = codesOf(CANCELLATION_REASONS, 'Why it is not carried out any more');
export type CancellationReason = z.infer<typeof CancellationReason>;

/** How a complaint ended for the complainant. */
export const CLOSURES = {
  RESOLVED_SATISFIED: { zh: '满意结案', en: 'Resolved, satisfied' },
  RESOLVED_NEUTRAL: { zh: '一般', en: 'Resolved, neutral' },
  RESOLVED_DISSATISFIED_EXHAUSTED: { zh: '穷尽程序', en: 'Resolved, dissatisfied, procedure exhausted' },
  SUMMARY_RESOLVED: { zh: '快速解决', en: 'Summary resolution' },
  ANSWERED: { zh: '已答复', en: 'Answered' },
  NO_RESPONSE: { zh: '客户未回复', en: 'No response' },
  UNREACHABLE: { zh: '无法联系', en: 'Unreachable' },
  WITHDRAWN: { zh: '撤诉', en: 'Withdrawn' },
  MERGED: { zh: '并案', en: 'Merged' },
  REFERRED: { zh: '转送', en: 'Referred' },
  NOT_ACCEPTED: { zh: '不予受理', en: 'Not accepted' },
  ADMINISTRATIVE: { zh: '行政结案', en: 'Administrative' },
} as const satisfies Taxonomy;
export const ClosureCode = codesOf(CLOSURES, 'How the complaint ended');
export type ClosureCode = z.infer<typeof ClosureCode>;

/** What a complainant says to an offer. */
export const ANSWERS = {
  ACCEPT: { zh: '接受', en: 'accepted' },
  COUNTER: { zh: '提出其他要求', en: 'countered' },
  REFUSE: { zh: '不接受', en: 'refused' },
} as const satisfies Taxonomy;
export const AnswerCode = codesOf(ANSWERS, 'What the complainant said to the offer');
export type AnswerCode = z.infer<typeof AnswerCode>;

type AnswerChannelCode = keyof typeof ANSWER_CHANNELS;

/** By which way a complainant answers an offer (RM-08). All but the first two are recorded by staff. */
export const ANSWER_CHANNELS = {
  LINK: { zh: '函件链接', en: 'link in the letter' },
  PORTAL: { zh: '门户', en: 'portal' },
  RECORDED_CALL: { zh: '录音电话', en: 'recorded call' },
  SIGNED_PAPER: { zh: '书面签字', en: 'signed paper' },
  AT_COUNTER: { zh: '柜台当面', en: 'at the counter' },
} as const satisfies Taxonomy;
export const AnswerChannel = codesOf(ANSWER_CHANNELS, 'How the complainant answered');

/** The ways of which staff keep the record: the complainant is told what was recorded, and may object (RM-09). */
export const RECORDED_CHANNELS = [
  'RECORDED_CALL',
  'SIGNED_PAPER',
  'AT_COUNTER',
] as const satisfies readonly AnswerChannelCode[];
export type AnswerChannel = z.infer<typeof AnswerChannel>;

/** By which document staff see at the counter who a complainant is. */
export const IDENTITY_DOCUMENTS = {
  ID_CARD: { zh: '居民身份证', en: 'identity card' },
  PASSPORT: { zh: '护照', en: 'passport' },
  TRAVEL_PERMIT: { zh: '港澳台居民来往内地通行证', en: 'travel permit of Hong Kong, Macao or Taiwan residents' },
  RESIDENCE_PERMIT: { zh: '居住证或永久居留身份证', en: 'residence permit' },
} as const satisfies Taxonomy;
export const IdentityDocument = codesOf(IDENTITY_DOCUMENTS, 'Document that the complainant showed');
export type IdentityDocument = z.infer<typeof IdentityDocument>;

/** How pleased the complainant is, 1 (very dissatisfied) to 5 (very satisfied). */
export const SatisfactionScore = z.int().min(1).max(5).describe('1 very dissatisfied to 5 very satisfied');
export type SatisfactionScore = z.infer<typeof SatisfactionScore>;
