import type { MachineAccess, Relation, RoleCode, Scope } from '@redress/contracts';
import type { Principal } from '@redress/security';
import type { Directory, DirectoryPerson } from './directory';

export interface Requirement {
  /** One of these is enough; none given = any active entry of the directory. */
  readonly roles?: readonly RoleCode[];
  /** The person's own unit must be this one or one above it. */
  readonly unit?: string;
}

/** What a caller lacks, by kind. */
export type Missing =
  | { readonly kind: 'DIRECTORY_ENTRY' }
  | { readonly kind: 'ROLE'; readonly anyOf: readonly RoleCode[] }
  | { readonly kind: 'UNIT'; readonly unit: string }
  /** To a complaint, for which this unit is responsible. */
  | { readonly kind: 'RELATION'; readonly anyOf: readonly Relation[]; readonly unit: string }
  | { readonly kind: 'SCOPE'; readonly anyOf: readonly Scope[] }
  /** A program calls what only people do. */
  | { readonly kind: 'PERSON' }
  /** A program submits, and its entry does not say for which units. */
  | { readonly kind: 'BINDING' };

/** Who can give it: holders of a role, or one person. */
export type Grantor = { readonly role: RoleCode } | { readonly person: string };

/** The caller is known and may not do this; says what is missing and who grants it (HTTP 403). */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';

  constructor(
    readonly missing: readonly Missing[],
    readonly grantedBy: readonly Grantor[],
  ) {
    super(`Access denied: missing ${missing.map(describe).join(' and ')}`);
  }
}

/** No caller can be authorised yet: the directory has not been read to its end (HTTP 503). */
export class DirectoryNotReady extends Error {
  override readonly name = 'DirectoryNotReady';

  constructor() {
    super('The directory has not been read yet');
  }
}

const ADMINISTRATOR: Grantor = { role: 'ORGANISATION_ADMIN' };

/**
 * Answers the directory entry of a person that meets the requirement. A program never does: its roles open nothing.
 * @throws DirectoryNotReady before the directory was read
 * @throws AccessDenied listing everything that is missing, and who grants it
 */
export function authorise(principal: Principal, directory: Directory, requirement: Requirement = {}): DirectoryPerson {
  const person = activeEntryOf(principal, directory);
  if (principal.kind === 'CLIENT') throw new AccessDenied([{ kind: 'PERSON' }], [ADMINISTRATOR]);
  const missing: Missing[] = [];
  const grantedBy: Grantor[] = [];
  const { roles, unit } = requirement;
  if (roles && roles.length > 0 && !roles.some((role) => person.roles.includes(role))) {
    missing.push({ kind: 'ROLE', anyOf: roles });
    grantedBy.push(ADMINISTRATOR);
  }
  if (unit !== undefined && !directory.isWithin(unit, person.unitId)) {
    missing.push({ kind: 'UNIT', unit });
    const head = directory.unit(unit)?.headId;
    grantedBy.push(head ? { person: head } : ADMINISTRATOR);
  }
  if (missing.length > 0) throw new AccessDenied(missing, unique(grantedBy));
  return person;
}

/**
 * Answers the directory entry of a caller who may call an endpoint for programs: a program with one of its scopes, or one of
 * its people.
 * @throws DirectoryNotReady before the directory was read
 * @throws AccessDenied listing everything that is missing, and who grants it
 */
export function authoriseAtMachineEndpoint(
  principal: Principal,
  directory: Directory,
  { scopes, people }: MachineAccess,
): DirectoryPerson {
  if (principal.kind === 'STAFF' && people !== undefined) {
    return authorise(principal, directory, people === 'authenticated' ? {} : { roles: people });
  }
  const entry = activeEntryOf(principal, directory);
  if (principal.kind === 'STAFF' || !principal.scopes.some((scope) => (scopes as readonly string[]).includes(scope))) {
    throw new AccessDenied([{ kind: 'SCOPE', anyOf: scopes }], [ADMINISTRATOR]);
  }
  return entry;
}

function activeEntryOf({ sub }: Principal, directory: Directory): DirectoryPerson {
  if (!directory.isReady()) throw new DirectoryNotReady();
  const entry = directory.person(sub);
  if (!entry?.active) throw new AccessDenied([{ kind: 'DIRECTORY_ENTRY' }], [ADMINISTRATOR]);
  return entry;
}

function describe(missing: Missing): string {
  switch (missing.kind) {
    case 'DIRECTORY_ENTRY':
      return 'an active directory entry';
    case 'ROLE':
      return `one of the roles ${missing.anyOf.join(', ')}`;
    case 'UNIT':
      return `unit ${missing.unit}`;
    case 'RELATION':
      return `one of the relations ${missing.anyOf.join(', ')} to a complaint of unit ${missing.unit}`;
    case 'SCOPE':
      return `a program with one of the scopes ${missing.anyOf.join(', ')}`;
    case 'PERSON':
      return 'a person: programs may not do this';
    case 'BINDING':
      return 'units, channels and rights to submit in the entry of the program';
  }
}

function unique(grantors: readonly Grantor[]): Grantor[] {
  return grantors.filter((one, at) => grantors.findIndex((other) => sameGrantor(one, other)) === at);
}

function sameGrantor(one: Grantor, other: Grantor): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
