import type { RoleCode } from '@redress/contracts';
import type { Directory, DirectoryPerson } from './directory';
import type { Principal } from './principal';

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
  | { readonly kind: 'SCOPE'; readonly scope: string };

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
 * Answers the caller's directory entry when it meets the requirement.
 * @throws DirectoryNotReady before the directory was read
 * @throws AccessDenied listing everything that is missing, and who grants it
 */
export function authorise(principal: Principal, directory: Directory, requirement: Requirement = {}): DirectoryPerson {
  if (!directory.isReady()) throw new DirectoryNotReady();
  const person = directory.person(principal.sub);
  if (!person?.active) throw new AccessDenied([{ kind: 'DIRECTORY_ENTRY' }], [ADMINISTRATOR]);
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
 * Demands an OAuth scope, for operations that belong to programs and not to a role.
 * @throws AccessDenied when the token lacks it
 */
export function requireScope(principal: Principal, scope: string): void {
  if (!principal.scopes.includes(scope)) throw new AccessDenied([{ kind: 'SCOPE', scope }], [ADMINISTRATOR]);
}

function describe(missing: Missing): string {
  switch (missing.kind) {
    case 'DIRECTORY_ENTRY':
      return 'an active directory entry';
    case 'ROLE':
      return `one of the roles ${missing.anyOf.join(', ')}`;
    case 'UNIT':
      return `unit ${missing.unit}`;
    case 'SCOPE':
      return `scope ${missing.scope}`;
  }
}

function unique(grantors: readonly Grantor[]): Grantor[] {
  return grantors.filter((one, at) => grantors.findIndex((other) => sameGrantor(one, other)) === at);
}

function sameGrantor(one: Grantor, other: Grantor): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
