import { z } from 'zod';
import { codesOf, type Label, type Taxonomy } from './taxonomy';

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

/** How an escalation was answered by those whom it named, or ended without an answer (ES-03). */
export const ESCALATION_ANSWERS = {
  ACTED: { zh: '已处理', en: 'Acted' },
  PASSED_ON: { zh: '继续上报', en: 'Passed on' },
  OVERTAKEN: { zh: '已由上级接手', en: 'Overtaken by a higher level' },
  TAKEN_BACK: { zh: '升级撤销', en: 'Taken back with its reason' },
} as const satisfies Taxonomy;
export const EscalationAnswer = codesOf(ESCALATION_ANSWERS, 'How the escalation ended');
export type EscalationAnswer = z.infer<typeof EscalationAnswer>;

/** The reasons that clocks give: a breach counts, or evidence that came late takes it back. */
export const BREACH_REASONS = {
  counted: 'SLA_BREACH',
  takenBack: 'BREACH_WITHDRAWN',
} as const satisfies Record<string, EscalationReason>;

/** The reasons that only the platform gives, from clocks and follow-ups. */
export const PLATFORM_REASONS = [
  BREACH_REASONS.counted,
  BREACH_REASONS.takenBack,
  'DISSATISFIED',
] as const satisfies readonly EscalationReason[];
