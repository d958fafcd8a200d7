import { isDeepStrictEqual } from 'node:util';
import type { Obstacle } from '@redress/commands';
import type { DirectoryEntry, RoleCode } from '@redress/contracts';

/** Roles that no one gives or takes alone: who has them decides about money, or about who has them. */
export const GUARDED_ROLES = ['REMEDY_APPROVER', 'ORGANISATION_ADMIN'] as const satisfies readonly RoleCode[];

const DAY_MS = 86_400_000;

/** How long a proposal waits for the second administrator, business time. */
export const PROPOSAL_LASTS_MS = 7 * DAY_MS;

type Person = Extract<DirectoryEntry, { kind: 'STAFF' | 'CLIENT' }>;

/** Whether a change touches what a person may do, where, and for whom: all but name, address, language and capacity. */
export function changesAuthority(before: DirectoryEntry | null, after: DirectoryEntry | null): boolean {
  return !isDeepStrictEqual(authorityOf(before), authorityOf(after));
}

/** Whether a change needs a second administrator: it touches the authority of a person who has a guarded role, or gets one. */
export function needsSecondPerson(before: DirectoryEntry | null, after: DirectoryEntry | null): boolean {
  return [before, after].some(hasGuardedRole) && changesAuthority(before, after);
}

/** No one changes what they themselves may do. */
export function ownEntryObstacle(
  caller: string,
  before: DirectoryEntry | null,
  after: DirectoryEntry | null,
): Obstacle | undefined {
  if ((before ?? after)?.id !== caller || !changesAuthority(before, after)) return undefined;
  return { code: 'OWN_ENTRY', whoCan: [{ role: 'ORGANISATION_ADMIN' }] };
}

/** Who has proposed a change does not settle it as the second person. */
export function sameSecondPersonObstacle(caller: string, proposedBy: string): Obstacle | undefined {
  return caller === proposedBy ? { code: 'PROPOSED_IT', whoCan: [{ role: 'ORGANISATION_ADMIN' }] } : undefined;
}

/** Only who has proposed a change takes it back. */
export function notProposerObstacle(caller: string, proposedBy: string): Obstacle | undefined {
  return caller === proposedBy ? undefined : { code: 'NOT_PROPOSER', whoCan: [{ person: proposedBy }] };
}

function hasGuardedRole(entry: DirectoryEntry | null): boolean {
  return isPerson(entry) && entry.roles.some((role) => (GUARDED_ROLES as readonly RoleCode[]).includes(role));
}

function authorityOf(entry: DirectoryEntry | null): object | null {
  if (!isPerson(entry)) return null;
  const { kind, organisationId, roles, unitId, active, reportsTo, deputies, deputyPeriods, submits } = entry;
  return { kind, organisationId, roles: roles.toSorted(), unitId, active, reportsTo, deputies, deputyPeriods, submits };
}

function isPerson(entry: DirectoryEntry | null): entry is Person {
  return entry !== null && (entry.kind === 'STAFF' || entry.kind === 'CLIENT');
}
