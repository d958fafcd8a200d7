import type { CurrentActor } from '@redress/http';
import { AccessDenied, type Directory, type DirectoryPerson } from '@redress/security';

/** Roles that see the figures of the whole organisation. */
export const ORGANISATION_ROLES = ['ANALYST', 'EXECUTIVE'] as const;

/** Roles that see figures at all; unit managers those of their own unit and the units below it. */
export const OVERVIEW_ROLES = [...ORGANISATION_ROLES, 'UNIT_MANAGER'] as const;

/** Whose complaints a reader may count and list. */
export interface OverviewScope {
  readonly organisationId: string;
  /** The unit with everything below it; undefined for the whole organisation. */
  readonly unitId: string | undefined;
}

/**
 * What a reader gets to see who asks for a unit, or for none.
 * @throws AccessDenied for a unit that is neither the reader's own nor below it
 */
export function overviewScope(reader: CurrentActor, unitId: string | undefined, directory: Directory): OverviewScope {
  const person = reader.person as DirectoryPerson;
  const { organisationId } = person;
  if (ORGANISATION_ROLES.some((role) => reader.roles.includes(role))) return { organisationId, unitId };
  const wanted = unitId ?? person.unitId;
  if (!directory.isWithin(wanted, person.unitId)) {
    throw new AccessDenied([{ kind: 'UNIT', unit: wanted }], [{ role: 'ORGANISATION_ADMIN' }]);
  }
  return { organisationId, unitId: wanted };
}
