import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

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
  QA_AUDITOR: { zh: '抽查员', en: 'Quality auditor' },
  COMPLIANCE_OFFICER: { zh: '合规专员', en: 'Compliance officer' },
  LEGAL_COUNSEL: { zh: '法务', en: 'Legal counsel' },
  PRIVACY_OFFICER: { zh: '个人信息保护负责人', en: 'Privacy officer' },
  ORGANISATION_ADMIN: { zh: '机构管理员', en: 'Organisation administrator' },
  SYSTEM: { zh: '系统', en: 'System' },
} as const satisfies Taxonomy;
export const RoleCode = codesOf(ROLES, 'Role of a person or client in the directory');
export type RoleCode = z.infer<typeof RoleCode>;

/** Code of a unit in the directory, for example `CS`. */
export const UnitCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,15}$/, 'must be capitals, digits and underscores')
  .describe('Unit of the directory');
export type UnitCode = z.infer<typeof UnitCode>;

/** What a system that submits complaints may say besides the complaint itself; without the right it is refused. */
export const SUBMISSION_RIGHTS = {
  STATE_RECEIVED_AT: { zh: '可填写收到时间', en: 'States when it was received' },
  STATE_URGENCY: { zh: '可填写紧急程度', en: 'States the urgency' },
  STATE_ASSESSMENT: {
    zh: '可填写复杂程度、过失等级、处理方式和被投诉的人员或部门',
    en: 'States complexity, level of fault, way of handling and the staff or unit complained about',
  },
  CHOOSE_PACK: { zh: '可选择规则包', en: 'Chooses the policy pack' },
} as const satisfies Taxonomy;
export const SubmissionRight = codesOf(SUBMISSION_RIGHTS, 'What a submitting system may state');
export type SubmissionRight = z.infer<typeof SubmissionRight>;
