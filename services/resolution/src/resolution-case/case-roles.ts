import type { RoleCode } from '@redress/contracts';

/** Who can ever draft or submit; the rules of the case narrow it down. */
export const DRAFTING_ROLES: readonly RoleCode[] = ['CASE_LEAD', 'UNIT_HANDLER', 'UNIT_MANAGER', 'INVESTIGATOR'];

/** Who can ever execute a remedy. */
export const EXECUTING_ROLES: readonly RoleCode[] = ['UNIT_HANDLER', 'UNIT_MANAGER', 'FINANCE_OFFICER'];

/** Who may look at a resolution; words are shown to fewer (`readsWords`). */
export const READING_ROLES: readonly RoleCode[] = [
  ...DRAFTING_ROLES,
  'FINANCE_OFFICER',
  'REMEDY_APPROVER',
  'EXECUTIVE',
  'FOLLOW_UP_SPECIALIST',
  'DISPATCHER',
  'TRIAGE_OFFICER',
];
