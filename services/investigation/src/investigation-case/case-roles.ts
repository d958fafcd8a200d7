import type { RoleCode } from '@redress/contracts';

/** Who can ever add evidence or determine; the rules of the case narrow it down. */
export const INVESTIGATING_ROLES: readonly RoleCode[] = ['UNIT_HANDLER', 'INVESTIGATOR', 'UNIT_MANAGER'];

/** Who may look at an investigation; words are shown to fewer (`readsWords`). */
export const READING_ROLES: readonly RoleCode[] = [
  ...INVESTIGATING_ROLES,
  'CASE_LEAD',
  'REMEDY_APPROVER',
  'DISPATCHER',
  'TRIAGE_OFFICER',
  'FOLLOW_UP_SPECIALIST',
  'EXECUTIVE',
];
