import type { RoleCode } from '@redress/contracts';

/** Roles that read the register and the dossier with contacts masked: all who work on cases, none who only count. */
export const CASE_READERS = [
  'FRONTLINE',
  'INTAKE_OFFICER',
  'TRIAGE_OFFICER',
  'DISPATCHER',
  'UNIT_HANDLER',
  'UNIT_MANAGER',
  'INVESTIGATOR',
  'CASE_LEAD',
  'REMEDY_APPROVER',
  'FINANCE_OFFICER',
  'FOLLOW_UP_SPECIALIST',
] as const satisfies readonly RoleCode[];

/** Roles that talk to complainants and may therefore reveal how to reach them. */
export const CONTACT_READERS = [
  'FRONTLINE',
  'INTAKE_OFFICER',
  'TRIAGE_OFFICER',
  'UNIT_HANDLER',
  'INVESTIGATOR',
  'CASE_LEAD',
  'FOLLOW_UP_SPECIALIST',
] as const satisfies readonly RoleCode[];

/** Roles that record a statement by which a complainant withdraws. */
export const WITHDRAWAL_RECORDERS = [
  'FRONTLINE',
  'INTAKE_OFFICER',
  'TRIAGE_OFFICER',
  'INVESTIGATOR',
  'CASE_LEAD',
  'FOLLOW_UP_SPECIALIST',
] as const satisfies readonly RoleCode[];
