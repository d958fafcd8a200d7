import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/**
 * Category of a complaint: `L1` or `L1.L2`, for example `PRODUCT_QUALITY.DEFECT`. The codes themselves are policy pack
 * data, so a new one needs no release; only the form is fixed here.
 */
export const CategoryCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,39}(\.[A-Z][A-Z0-9_]{1,39})?$/, 'must be L1 or L1.L2 in capitals, digits and underscores')
  .describe('Category of the pinned policy pack, one or two levels separated by a dot');
export type CategoryCode = z.infer<typeof CategoryCode>;

/** The first level of a category code. */
export function categoryLevel1(category: CategoryCode): string {
  const dot = category.indexOf('.');
  return dot < 0 ? category : category.slice(0, dot);
}

/** How bad the matter is (CL-10..CL-13); separate from urgency and from validity (D3). Worst first. */
export const SEVERITIES = {
  CRITICAL: { zh: '严重', en: 'Critical' },
  MAJOR: { zh: '重要', en: 'Major' },
  MINOR: { zh: '一般', en: 'Minor' },
} as const satisfies Taxonomy;
export const SeverityCode = codesOf(SEVERITIES, 'How bad the matter is');
export type SeverityCode = z.infer<typeof SeverityCode>;

/** How much there is to find out (CL-23); apart from how bad it is. Most first. */
export const COMPLEXITIES = {
  COMPLEX: { zh: '复杂', en: 'Complex' },
  ORDINARY: { zh: '一般', en: 'Ordinary' },
  SIMPLE: { zh: '简单', en: 'Simple' },
} as const satisfies Taxonomy;
export const ComplexityCode = codesOf(COMPLEXITIES, 'How much there is to find out');
export type ComplexityCode = z.infer<typeof ComplexityCode>;

/** Whose fault it looks like (CL-14..CL-16); a dimension beside severity. */
export const FAULT_LEVELS = {
  L1_MISUNDERSTANDING: { zh: '抱怨性', en: 'Misunderstanding, or dissatisfaction with rules' },
  L2_INDIVIDUAL: { zh: '个人过失', en: 'Fault of an individual' },
  L3_ORGANISATION: { zh: '公司或部门过失', en: 'Fault of the company or of another department' },
} as const satisfies Taxonomy;
export const FaultLevelCode = codesOf(FAULT_LEVELS, 'Whose fault it looks like');
export type FaultLevelCode = z.infer<typeof FaultLevelCode>;

/** How soon the complainant needs an answer (RG-13). Most urgent first. */
export const URGENCIES = {
  IMMEDIATE: { zh: '立即', en: 'Immediate' },
  TODAY: { zh: '当日', en: 'Today' },
  NORMAL: { zh: '正常', en: 'Normal' },
  LOW: { zh: '不急', en: 'Low' },
} as const satisfies Taxonomy;
export const UrgencyCode = codesOf(URGENCIES, 'How soon the complainant needs an answer');
export type UrgencyCode = z.infer<typeof UrgencyCode>;

/** Order of work, made from severity, urgency and flags (CL-01). Most pressing first. */
export const PRIORITIES = {
  P1: { zh: '紧急', en: 'Urgent' },
  P2: { zh: '高', en: 'High' },
  P3: { zh: '中', en: 'Medium' },
  P4: { zh: '低', en: 'Low' },
} as const satisfies Taxonomy;
export const PriorityCode = codesOf(PRIORITIES, 'Order of work');
export type PriorityCode = z.infer<typeof PriorityCode>;

/** Marks on a complaint that are not states (domain section 2.1). */
export const FLAGS = {
  safetyCritical: { zh: '涉及安全', en: 'Safety critical' },
  legalRisk: { zh: '法律风险', en: 'Legal risk' },
  reputationRisk: { zh: '舆情风险', en: 'Reputation risk' },
  regulatoryReportable: { zh: '须报监管', en: 'Reportable to the regulator' },
  vulnerable: { zh: '特殊群体', en: 'Vulnerable complainant' },
  confidential: { zh: '保密', en: 'Confidential' },
  compensationDemanded: { zh: '要求赔偿', en: 'Compensation demanded' },
  incomplete: { zh: '信息不完整', en: 'Incomplete registration' },
  receivedLate: { zh: '登记滞后', en: 'Received long before registration' },
} as const satisfies Taxonomy;
export const FlagCode = codesOf(FLAGS, 'Mark on the complaint that is not a state');
export type FlagCode = z.infer<typeof FlagCode>;
