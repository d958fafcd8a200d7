import { z } from 'zod';

/** What people read in place of a code, in the two languages of the product. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** A closed set of codes with their labels; the key is what travels in events and rows. */
export type Taxonomy = Readonly<Record<string, Label>>;

function codesOf<T extends Taxonomy>(taxonomy: T, description: string) {
  const codes = Object.keys(taxonomy) as [keyof T & string, ...(keyof T & string)[]];
  return z.enum(codes).describe(description);
}

/** The label of a code in the reader's language; an unknown code is its own label. */
export function labelOf(taxonomy: Taxonomy, code: string, locale: string): string {
  const label = Object.hasOwn(taxonomy, code) ? taxonomy[code] : undefined;
  if (!label) return code;
  return locale.toLowerCase().startsWith('zh') ? label.zh : label.en;
}

/** Ways in which a complaint reaches the enterprise (IN-01..IN-13, CL-21). */
export const CHANNELS = {
  PHONE_HOTLINE: { zh: '客服热线', en: 'Phone hotline' },
  EMAIL: { zh: '电子邮件', en: 'E-mail' },
  WEB_FORM: { zh: '网页表单', en: 'Web form' },
  IN_APP: { zh: '应用内', en: 'In the app' },
  LIVE_CHAT: { zh: '在线客服', en: 'Live chat' },
  WECHAT: { zh: '微信', en: 'WeChat' },
  SMS: { zh: '短信', en: 'Text message' },
  SOCIAL_MEDIA: { zh: '社交媒体', en: 'Social media' },
  LETTER: { zh: '信函', en: 'Letter' },
  FAX: { zh: '传真', en: 'Fax' },
  VISIT: { zh: '来访', en: 'Visit' },
  ON_SITE: { zh: '现场', en: 'On site' },
  SUGGESTION_BOX: { zh: '意见箱', en: 'Suggestion box' },
  STORE: { zh: '门店', en: 'Store' },
  DEALER: { zh: '经销商', en: 'Dealer' },
  SALES_REP: { zh: '业务员转交', en: 'Sales representative' },
  RETURNED_GOODS: { zh: '退货', en: 'Returned goods' },
  FOLLOW_UP_CALL: { zh: '回访', en: 'Follow-up call' },
  MEDIA: { zh: '新闻媒体', en: 'Press' },
  FORUM: { zh: '论坛留言', en: 'Forum' },
  REGULATOR: { zh: '监管转办', en: 'Regulator' },
  HOTLINE_12315: { zh: '12315/12345 转办', en: '12315/12345 referral' },
  PARTNER_API: { zh: '合作方接口', en: 'Partner interface' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Taxonomy;
export const ChannelCode = codesOf(CHANNELS, 'Channel through which the complaint was received');
export type ChannelCode = z.infer<typeof ChannelCode>;

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

/** Who complains (RG-10). */
export const COMPLAINANT_TYPES = {
  CONSUMER: { zh: '消费者', en: 'Consumer' },
  BUSINESS_CUSTOMER: { zh: '企业客户', en: 'Business customer' },
  DEALER: { zh: '经销商', en: 'Dealer' },
  REPRESENTATIVE: { zh: '受托人', en: 'Representative' },
  HEIR: { zh: '继承人', en: 'Heir' },
  GROUP: { zh: '共同投诉', en: 'Group' },
  ANONYMOUS: { zh: '匿名', en: 'Anonymous' },
  EMPLOYEE: { zh: '员工', en: 'Employee' },
  PUBLIC: { zh: '公众', en: 'Member of the public' },
} as const satisfies Taxonomy;
export const ComplainantType = codesOf(COMPLAINANT_TYPES, 'Kind of complainant');
export type ComplainantType = z.infer<typeof ComplainantType>;

/** Languages in which letters and pages are written. */
export const LOCALES = {
  'zh-CN': { zh: '简体中文', en: 'Chinese (simplified)' },
  en: { zh: '英语', en: 'English' },
} as const satisfies Taxonomy;
export const LocaleCode = codesOf(LOCALES, 'Language in which the complainant is written to');
export type LocaleCode = z.infer<typeof LocaleCode>;

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

/** Life of one remedy line (domain section 2.3). */
export const REMEDY_LINE_STATES = {
  PROPOSED: { zh: '已提出', en: 'Proposed' },
  APPROVED: { zh: '已批准', en: 'Approved' },
  OFFERED: { zh: '已告知', en: 'Offered' },
  ACCEPTED: { zh: '已接受', en: 'Accepted' },
  EXECUTING: { zh: '执行中', en: 'Being executed' },
  DONE: { zh: '已完成', en: 'Done' },
  FAILED: { zh: '失败', en: 'Failed' },
  CANCELLED: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Taxonomy;
export const RemedyLineState = codesOf(REMEDY_LINE_STATES, 'State of one remedy line');
export type RemedyLineState = z.infer<typeof RemedyLineState>;

/** Rungs of the ladder, by their number 0 to 5 (ES-02). */
export const ESCALATION_LEVELS = [
  { code: 'HANDLER', zh: '经办人', en: 'Handler' },
  { code: 'TEAM_LEAD', zh: '组长', en: 'Team lead' },
  { code: 'DEPARTMENT_HEAD', zh: '部门经理', en: 'Department head' },
  { code: 'BRANCH_OR_CENTRE_HEAD', zh: '分公司/中心负责人', en: 'Head of branch or centre' },
  { code: 'GENERAL_MANAGER', zh: '总经理', en: 'General manager' },
  { code: 'EXTERNAL', zh: '监管/外部', en: 'Regulator or other body' },
] as const satisfies readonly (Label & { readonly code: string })[];
export const EscalationLevel = z
  .int()
  .min(0)
  .max(ESCALATION_LEVELS.length - 1)
  .describe('Rung of the escalation ladder, 0 (handler) to 5 (outside the enterprise)');
export type EscalationLevel = z.infer<typeof EscalationLevel>;

/** Why a complaint went up the ladder (ES-01..ES-09). */
export const ESCALATION_REASONS = {
  SLA_BREACH: { zh: '超时', en: 'Limit missed' },
  SEVERITY: { zh: '重大', en: 'Severity' },
  CUSTOMER_REQUEST: { zh: '客户要求', en: 'Asked for by the customer' },
  REPEATED_REJECTION: { zh: '方案多次被拒', en: 'Proposal rejected repeatedly' },
  REPEAT_COMPLAINT: { zh: '重复投诉', en: 'Repeat complaint' },
  MEDIA: { zh: '舆情', en: 'Media' },
  LEGAL: { zh: '法律', en: 'Legal' },
  SAFETY: { zh: '安全', en: 'Safety' },
  CONFLICT_OF_INTEREST: { zh: '利益冲突', en: 'Conflict of interest' },
  CAPACITY: { zh: '无人承接', en: 'Nobody with capacity' },
  DISSATISFIED: { zh: '回访不满意', en: 'Dissatisfied at follow-up' },
  BREACH_WITHDRAWN: { zh: '超时撤销', en: 'Breach withdrawn on later evidence' },
} as const satisfies Taxonomy;
export const EscalationReason = codesOf(ESCALATION_REASONS, 'Why the level changed');
export type EscalationReason = z.infer<typeof EscalationReason>;

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

/** Result of one follow-up attempt (FU-05, domain section 2.3). */
export const FOLLOW_UP_RESULTS = {
  SUCCESS: { zh: '满意', en: 'Satisfied' },
  FAILED: { zh: '不满意', en: 'Dissatisfied' },
  UNREACHABLE: { zh: '无法联系', en: 'Unreachable' },
} as const satisfies Taxonomy;
export const FollowUpResult = codesOf(FOLLOW_UP_RESULTS, 'Result of one follow-up attempt');
export type FollowUpResult = z.infer<typeof FollowUpResult>;

/** How pleased the complainant is, 1 (very dissatisfied) to 5 (very satisfied). */
export const SatisfactionScore = z.int().min(1).max(5).describe('1 very dissatisfied to 5 very satisfied');
export type SatisfactionScore = z.infer<typeof SatisfactionScore>;

/** Roles that authorisation knows on this path (SY-01). */
export const ROLES = {
  COMPLAINANT: { zh: '投诉人', en: 'Complainant' },
  FRONTLINE: { zh: '一线员工', en: 'Front-line staff' },
  INTAKE_OFFICER: { zh: '受理员', en: 'Intake officer' },
  TRIAGE_OFFICER: { zh: '分级员', en: 'Triage officer' },
  DISPATCHER: { zh: '派单员', en: 'Dispatcher' },
  CASE_LEAD: { zh: '主办人', en: 'Case lead' },
  UNIT_HANDLER: { zh: '责任部门经办', en: 'Unit handler' },
  UNIT_MANAGER: { zh: '部门经理', en: 'Unit manager' },
  INVESTIGATOR: { zh: '调查员', en: 'Investigator' },
  REMEDY_APPROVER: { zh: '方案审批人', en: 'Remedy approver' },
  FINANCE_OFFICER: { zh: '财务', en: 'Finance officer' },
  FOLLOW_UP_SPECIALIST: { zh: '回访专员', en: 'Follow-up specialist' },
  ANALYST: { zh: '分析员', en: 'Analyst' },
  EXECUTIVE: { zh: '高管/总经理', en: 'Executive' },
  ORGANISATION_ADMIN: { zh: '机构管理员', en: 'Organisation administrator' },
  SYSTEM: { zh: '系统', en: 'System' },
} as const satisfies Taxonomy;
export const RoleCode = codesOf(ROLES, 'Role of a person or client in the directory');
export type RoleCode = z.infer<typeof RoleCode>;

/** Code of a clock; which clocks exist and what they are called is policy pack data. */
export const ClockCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores')
  .describe('Clock of the pinned policy pack');
export type ClockCode = z.infer<typeof ClockCode>;

/** Life of a clock (domain section 2.3). */
export const CLOCK_STATES = {
  RUNNING: { zh: '计时中', en: 'Running' },
  PAUSED: { zh: '已暂停', en: 'Paused' },
  MET: { zh: '按时完成', en: 'Met' },
  BREACHED: { zh: '超时', en: 'Breached' },
  CANCELLED: { zh: '已取消', en: 'Cancelled' },
} as const satisfies Taxonomy;
export const ClockState = codesOf(CLOCK_STATES, 'State of a clock');
export type ClockState = z.infer<typeof ClockState>;

/** Whether a limit is set by the enterprise or by law (D1). */
export const CLOCK_CLASSES = {
  OPERATIONAL: { zh: '内部时限', en: 'Operational' },
  STATUTORY: { zh: '法定时限', en: 'Statutory' },
} as const satisfies Taxonomy;
export const ClockClass = codesOf(CLOCK_CLASSES, 'Whether the limit is set by the enterprise or by law');
export type ClockClass = z.infer<typeof ClockClass>;

/** What happens along a clock (domain section 4.1). */
export const CLOCK_PROFILES = {
  A: { zh: '内部操作', en: 'Operational' },
  B: { zh: '客户承诺', en: 'Promise to the customer' },
  C: { zh: '法定', en: 'Statutory' },
  D: { zh: '行政', en: 'Administrative' },
} as const satisfies Taxonomy;
export const ClockProfile = codesOf(CLOCK_PROFILES, 'What happens along the clock');
export type ClockProfile = z.infer<typeof ClockProfile>;

/** Units of a limit (domain section 4.1, rule 2). */
export const LIMIT_UNITS = {
  CAL_H: { zh: '小时', en: 'calendar hours' },
  CAL_D: { zh: '天', en: 'calendar days' },
  WD: { zh: '工作日', en: 'working days' },
  WH: { zh: '工作小时', en: 'working hours' },
  EOD: { zh: '当日结束', en: 'end of day' },
} as const satisfies Taxonomy;
export const LimitUnit = codesOf(LIMIT_UNITS, 'Unit of a limit');
export type LimitUnit = z.infer<typeof LimitUnit>;

/** Letters that this path sends to a complainant. */
export const LETTERS = {
  ACKNOWLEDGEMENT: { zh: '受理函', en: 'Acceptance letter' },
  OFFER: { zh: '处理方案告知函', en: 'Offer' },
  CLOSURE: { zh: '结案告知函', en: 'Closure letter' },
  WITHDRAWAL: { zh: '撤诉确认函', en: 'Confirmation of withdrawal' },
  REQUEST_REFUSED: { zh: '申请不予同意告知函', en: 'Refusal of a request' },
} as const satisfies Taxonomy;
export const LetterKind = codesOf(LETTERS, 'Kind of letter to the complainant');
export type LetterKind = z.infer<typeof LetterKind>;

/** Code of a unit in the directory, for example `CS`. */
export const UnitCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,15}$/, 'must be capitals, digits and underscores')
  .describe('Unit of the directory');
export type UnitCode = z.infer<typeof UnitCode>;

/** ISO 4217 currency. */
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be three capitals')
  .describe('ISO 4217 currency');
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/** A pack at one version, as pinned on a complaint. */
export const PackReference = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores')
    .describe('Policy pack'),
  version: z.int().min(1).describe('Version of the pack'),
});
export type PackReference = z.infer<typeof PackReference>;
