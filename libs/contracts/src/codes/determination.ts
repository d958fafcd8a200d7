import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What the investigation found about the complaint itself (CL-17..CL-19). */
export const VALIDITY_VERDICTS = {
  VALID: { zh: '有效投诉', en: 'Valid' },
  PENDING_IMPROVEMENT: { zh: '待改进投诉', en: 'Real, cannot be cured now' },
  INVALID: { zh: '无效投诉', en: 'Invalid' },
  PARTLY_VALID: { zh: '部分有效', en: 'Partly valid' },
  UNDETERMINED: { zh: '无法判定', en: 'Undetermined' },
} as const satisfies Taxonomy;
export const ValidityVerdict = codesOf(VALIDITY_VERDICTS, 'Whether the complaint is well founded');
export type ValidityVerdict = z.infer<typeof ValidityVerdict>;

/** Whether what the complainant asks for is in proportion (IV-04). */
export const REASONABLENESS = {
  DEMAND_REASONABLE: { zh: '诉求合理', en: 'Demand is reasonable' },
  DEMAND_EXCESSIVE: { zh: '诉求过高', en: 'Demand is excessive' },
  DEMAND_UNLAWFUL: { zh: '诉求违法', en: 'Demand is unlawful' },
  NO_DEMAND: { zh: '无诉求', en: 'No demand' },
} as const satisfies Taxonomy;
export const ReasonablenessCode = codesOf(REASONABLENESS, 'Whether the demand is in proportion');
export type ReasonablenessCode = z.infer<typeof ReasonablenessCode>;

/** Who answers for the cause, each with a share (RS-01..RS-08). */
export const RESPONSIBILITY_PARTIES = {
  COMPANY_UNIT: { zh: '公司部门', en: 'Unit of the company' },
  EMPLOYEE: { zh: '员工个人', en: 'Employee' },
  CUSTOMER: { zh: '客户自身', en: 'Customer' },
  SUPPLIER: { zh: '供应商', en: 'Supplier' },
  CARRIER: { zh: '承运商', en: 'Carrier' },
  DEALER: { zh: '经销商', en: 'Dealer' },
  CONTRACTOR_DEVELOPER: { zh: '外部单位/开发商', en: 'Contractor or developer' },
  HISTORIC: { zh: '历史遗留', en: 'Historic cause' },
  FORCE_MAJEURE: { zh: '不可抗力', en: 'Force majeure' },
  UNKNOWN: { zh: '不明', en: 'Unknown' },
} as const satisfies Taxonomy;
export const ResponsibilityParty = codesOf(RESPONSIBILITY_PARTIES, 'Party that answers for the cause');
export type ResponsibilityParty = z.infer<typeof ResponsibilityParty>;

/** Root causes, `FAMILY` or `FAMILY.CAUSE` (IV-08, IV-15, IV-23). */
export const ROOT_CAUSES = {
  MAN: { zh: '人', en: 'People' },
  'MAN.TRAINING': { zh: '人：培训不足', en: 'People: training' },
  'MAN.ATTITUDE': { zh: '人：态度', en: 'People: attitude' },
  'MAN.VIOLATION': { zh: '人：违规', en: 'People: breach of rules' },
  MACHINE: { zh: '机', en: 'Equipment' },
  MATERIAL: { zh: '料', en: 'Material' },
  'MATERIAL.SUPPLIER_DEFECT': { zh: '料：供应商缺陷', en: 'Material: supplier defect' },
  METHOD: { zh: '法', en: 'Method' },
  'METHOD.NO_STANDARD': { zh: '法：无标准', en: 'Method: no standard' },
  'METHOD.WRONG_STANDARD': { zh: '法：标准错误', en: 'Method: wrong standard' },
  ENVIRONMENT: { zh: '环', en: 'Environment' },
  MEASUREMENT: { zh: '测', en: 'Measurement' },
  'MEASUREMENT.NOT_DETECTED': { zh: '测：漏检', en: 'Measurement: not detected' },
  DESIGN: { zh: '设计', en: 'Design' },
  INFORMATION: { zh: '信息传递', en: 'Passing on of information' },
  POLICY: { zh: '政策条款', en: 'Policy or terms' },
  SYSTEM_IT: { zh: '系统', en: 'Information system' },
  LOGISTICS: { zh: '物流', en: 'Logistics' },
  EXPECTATION: { zh: '期望管理', en: 'Expectation' },
  FRAUD: { zh: '欺诈', en: 'Fraud' },
} as const satisfies Taxonomy;
export const RootCauseCode = codesOf(ROOT_CAUSES, 'Root cause, family or family and cause');
export type RootCauseCode = z.infer<typeof RootCauseCode>;
