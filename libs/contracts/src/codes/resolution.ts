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

/** What the enterprise does to put things right (RM-01..RM-05). */
export const REMEDIES = {
  EXPLANATION: { zh: '解释', en: 'Explanation' },
  APOLOGY: { zh: '口头道歉', en: 'Apology' },
  APOLOGY_LETTER: { zh: '道歉信', en: 'Letter of apology' },
  REFUND: { zh: '退款', en: 'Refund' },
  PARTIAL_REFUND: { zh: '部分退款', en: 'Partial refund' },
  REPLACEMENT: { zh: '换货', en: 'Replacement' },
  REPAIR: { zh: '维修', en: 'Repair' },
  MAKE_UP_GOODS: { zh: '补货', en: 'Missing goods made up' },
  RETURN: { zh: '退货', en: 'Return' },
  COMPENSATION_LEGAL: { zh: '法定赔偿', en: 'Statutory compensation' },
  COMPENSATION_CONTRACT: { zh: '违约赔偿', en: 'Contractual compensation' },
  GOODWILL_PAYMENT: { zh: '善意补偿', en: 'Goodwill payment' },
  VOUCHER: { zh: '代金券', en: 'Voucher' },
  SERVICE_UPGRADE: { zh: '服务升级', en: 'Service upgrade' },
  FEE_WAIVER: { zh: '费用减免', en: 'Fee waiver' },
  CORRECTION_OF_RECORD: { zh: '更正信息', en: 'Correction of the record' },
  HOME_VISIT: { zh: '上门沟通', en: 'Home visit' },
  PUBLIC_NOTICE: { zh: '公告', en: 'Public notice' },
  PROCESS_CHANGE: { zh: '流程改进', en: 'Change of procedure' },
  RECALL: { zh: '召回', en: 'Recall' },
  NONE: { zh: '无', en: 'None' },
} as const satisfies Taxonomy;
export const RemedyType = codesOf(REMEDIES, 'What is done to put things right');
export type RemedyType = z.infer<typeof RemedyType>;

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

/** How pleased the complainant is, 1 (very dissatisfied) to 5 (very satisfied). */
export const SatisfactionScore = z.int().min(1).max(5).describe('1 very dissatisfied to 5 very satisfied');
export type SatisfactionScore = z.infer<typeof SatisfactionScore>;
