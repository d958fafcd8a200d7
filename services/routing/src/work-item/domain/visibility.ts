import type { RoleCode } from '@redress/contracts';
import type { Directory } from '@redress/security';

/** The caller who reads or commands: a person or program of the directory. */
export interface Reader {
  readonly id: string;
  readonly roles: readonly RoleCode[];
  readonly unitId: string | null;
}

/** Roles that see the work of every unit. */
export const SEES_ALL_UNITS: readonly RoleCode[] = [
  'EXECUTIVE',
  'DISPATCHER',
  'TRIAGE_OFFICER',
  'FOLLOW_UP_SPECIALIST',
  'ORGANISATION_ADMIN',
];

/** Whether the reader sees every unit. */
export function seesAllUnits({ roles }: Reader): boolean {
  return roles.some((role) => SEES_ALL_UNITS.includes(role));
}

/** Whether a reader who does not see every unit sees only their own and not those below it. */
export function seesOwnUnitOnly({ roles }: Reader): boolean {
  return roles.every((role) => role === 'FRONTLINE' || role === 'INTAKE_OFFICER');
}

/** Whether work in the queue of a unit, handled by `handlerId`, is the reader's to see. */
export function maySee(
  reader: Reader,
  work: { readonly queueUnit: string; readonly handlerId: string | null },
  directory: Directory,
): boolean {
  if (seesAllUnits(reader) || work.handlerId === reader.id) return true;
  if (reader.unitId === null) return false;
  return seesOwnUnitOnly(reader) ? work.queueUnit === reader.unitId : directory.isWithin(work.queueUnit, reader.unitId);
}
