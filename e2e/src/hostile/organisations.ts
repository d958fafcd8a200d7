import { readFileSync } from 'node:fs';
import { CLIENT_SCOPES, demoDirectoryFile } from '@redress/local';

/** A person or a program of the demo directory. */
export interface Caller {
  readonly id: string;
  readonly organisationId: string;
  readonly roles: readonly string[];
}

interface Entry {
  readonly id: string;
  readonly organisationId?: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly email: string | null;
}

/** What only members of an organisation may be told, by the organisation: what it is, by the text itself. */
export type OwnWords = Readonly<Record<string, ReadonlyMap<string, string>>>;

const directory = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as {
  readonly organisationId: string;
  readonly staff: readonly Entry[];
};

/** Staff of every role of both organisations, and the programs that get a token: those with a scope. */
export const CALLERS: readonly Caller[] = [
  ...new Map(
    directory.staff
      .filter(({ id }) => id.startsWith('staff:') || CLIENT_SCOPES[id] !== undefined)
      .map(({ id, roles, organisationId = directory.organisationId }) => [id, { id, roles, organisationId }]),
  ).values(),
];

/** Callers by organisation and role, so that each role is drawn as often as any other. */
export const CALLERS_BY_ROLE: ReadonlyMap<string, readonly string[]> = groupedByRole();

function groupedByRole(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { id } of CALLERS) {
    for (const role of rolesOf(id)) groups.set(role, [...(groups.get(role) ?? []), id]);
  }
  return groups;
}

/** To which organisation a caller belongs; undefined without a token, and for those that no directory knows. */
export function organisationOf(caller: string | null): string | undefined {
  return CALLERS.find(({ id }) => id === caller)?.organisationId;
}

/** Roles of a caller with the organisation in which they hold, as {@link CALLERS_BY_ROLE} names them. */
export function rolesOf(caller: string | null): string[] {
  return CALLERS.filter(({ id }) => id === caller).flatMap(({ organisationId, roles }) =>
    roles.map((role) => `${organisationId} ${role}`),
  );
}

/** Names, addresses and ids of the staff of an organisation, by what they are. */
export function wordsOfStaff(organisation: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const { id, name, email, organisationId = directory.organisationId } of directory.staff) {
    if (organisationId !== organisation || !id.startsWith('staff:')) continue;
    words.set(id, `id of ${id}`).set(name, `name of ${id}`);
    if (email !== null) words.set(email, `e-mail of ${id}`);
  }
  return words;
}
