import { REACH, type RoleCode } from '@redress/contracts';

/** The caller who reads or commands: a person or program of the directory. */
export interface Reader {
  readonly id: string;
  readonly roles: readonly RoleCode[];
  readonly unitId: string | null;
}

/** Whether the work list of the reader is that of the whole organisation. */
export function listsOrganisation({ roles }: Reader): boolean {
  return roles.some((role) => REACH[role].includes('organisation'));
}

/** Whether the reader's work list, when not that of the organisation, also has the units below the own one. */
export function listsUnitsBelow({ roles }: Reader): boolean {
  return roles.some((role) => REACH[role].includes('line'));
}
