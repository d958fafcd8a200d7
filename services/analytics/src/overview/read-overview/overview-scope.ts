import { AccessDenied, type Directory } from '@redress/access';
import type { Caller } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';

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
export function overviewScope(reader: Caller, unitId: string | undefined, directory: Directory): OverviewScope {
  // Roles stand in the directory, so a caller that was admitted by one has a unit and an organisation.
  const organisationId = reader.organisationId as string;
  const ownUnit = reader.unitId as string;
  if (holdsOneOf(reader.roles, RULES.countsOrganisation)) return { organisationId, unitId };
  const wanted = unitId ?? ownUnit;
  if (!directory.isWithin(wanted, ownUnit)) {
    throw new AccessDenied([{ kind: 'UNIT', unit: wanted }], [{ role: 'ORGANISATION_ADMIN' }]);
  }
  return { organisationId, unitId: wanted };
}
