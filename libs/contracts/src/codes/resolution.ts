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

/** By which way a complainant answers an offer (RM-08). All but the first two are recorded by staff. */
export const ANSWER_CHANNELS = {
  LINK: { zh: '函件链接', en: 'link in the letter' },
  PORTAL: { zh: '门户', en: 'portal' },
  RECORDED_CALL: { zh: '录音电话', en: 'recorded call' },
  SIGNED_PAPER: { zh: '书面签字', en: 'signed paper' },
  AT_COUNTER: { zh: '柜台当面', en: 'at the counter' },
} as const satisfies Taxonomy;
export const AnswerChannel = codesOf(ANSWER_CHANNELS, 'How the complainant answered');
export type AnswerChannel = z.infer<typeof AnswerChannel>;

/** How pleased the complainant is, 1 (very dissatisfied) to 5 (very satisfied). */
export const SatisfactionScore = z.int().min(1).max(5).describe('1 very dissatisfied to 5 very satisfied');
export type SatisfactionScore = z.infer<typeof SatisfactionScore>;
