import {
  DISCLOSURE_PURPOSES,
  type DisclosedFor,
  REACH,
  RELATIONS,
  ROLES,
  type Relation,
  type RoleCode,
} from '@redress/contracts';

/** What the page needs of an OpenAPI document. */
export interface ServiceDocument {
  readonly service: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly operationId: string;
  readonly 'x-redress-access': Access;
  readonly 'x-redress-discloses'?: DisclosedFor;
}

type People = 'authenticated' | readonly string[];
type Access = 'public' | People | { readonly scopes: readonly string[]; readonly people?: People };

/** One endpoint and who may call it. */
export interface Right {
  readonly service: string;
  readonly endpoint: string;
  readonly operation: string;
  readonly access: Access;
  /** What personal data are opened for, where they are. */
  readonly discloses: DisclosedFor | undefined;
}

const WORDS = { public: 'anybody', authenticated: 'everybody in the directory' } as const;

/** Who may call each endpoint, as the OpenAPI documents say it; health and metrics are left out, which are open. */
export function rightsOf(documents: readonly ServiceDocument[]): Right[] {
  return documents.flatMap(({ service, paths }) =>
    Object.entries(paths)
      .filter(([path]) => path.startsWith('/v1/'))
      .flatMap(([path, operations]) =>
        Object.entries(operations).map(([method, { operationId, ...extensions }]) => ({
          service,
          endpoint: `${method.toUpperCase()} ${path}`,
          operation: operationId,
          access: extensions['x-redress-access'],
          discloses: extensions['x-redress-discloses'],
        })),
      ),
  );
}

/** `docs/access.md`: by which relation each role reaches a complaint, and every endpoint with the roles that may call it. */
export function accessPage(rights: readonly Right[]): string {
  const sections = [...new Set(rights.map(({ service }) => service))].map((service) =>
    [
      `## ${service}`,
      '',
      '| endpoint | operation | who may call it | recorded as |',
      '| --- | --- | --- | --- |',
      ...rights
        .filter((right) => right.service === service)
        .map(
          ({ endpoint, operation, access, discloses }) =>
            `| \`${endpoint}\` | ${operation} | ${namesOf(access)} | ${recordedAs(discloses)} |`,
        ),
    ].join('\n'),
  );
  return `# Who may call what\n\nMade by \`npm run contracts\` from the table in \`libs/contracts/src/access.ts\`. An endpoint with a complaint in its path, or one that reaches a complaint by another id, asks three things: is the complaint of the caller's organisation, does a role of theirs reach it, and may a role that reaches it do this. Without the first two the answer is 404, without the last 403 with what is missing. The rules of the case narrow it down further: handler, authority, independence.\n\nA program (client credentials) needs a scope of the endpoint in its token and an active entry in the directory; its roles open nothing, and an endpoint that names no scope is closed to it. A driven clock is stepped by programs with the scope \`clock:drive\`.\n\nAn endpoint that opens personal data of complainants for its caller leaves a record of who read what and what for, before it answers; the last column says what for. Of people who only oversee it is oversight.\n\n${relationsSection()}\n\n${sections.join('\n\n')}\n`;
}

/** By which relations each role reaches a complaint. */
function relationsSection(): string {
  const relations = Object.keys(RELATIONS) as Relation[];
  const roles = (Object.keys(ROLES) as RoleCode[]).filter((role) => REACH[role].length > 0);
  return [
    '## Roles and complaints',
    '',
    `| role | ${relations.map((relation) => RELATIONS[relation].en).join(' | ')} |`,
    `| --- | ${relations.map(() => '---').join(' | ')} |`,
    ...roles.map(
      (role) =>
        `| ${role} | ${relations.map((relation) => (REACH[role].includes(relation) ? 'yes' : '')).join(' | ')} |`,
    ),
    '',
    'One relation is enough. Units that carry out a remedy are known to resolution only. A complaint of another organisation is reached by no role.',
  ].join('\n');
}

function recordedAs(discloses: DisclosedFor | undefined): string {
  if (discloses === undefined) return '';
  return discloses === 'STATED' ? 'what the caller says' : DISCLOSURE_PURPOSES[discloses].en;
}

function namesOf(access: Access): string {
  if (typeof access === 'string') return WORDS[access];
  if (!('scopes' in access)) return access.join(', ');
  const programs = `programs with the scope ${access.scopes.map((scope) => `\`${scope}\``).join(' or ')}`;
  return access.people === undefined ? programs : `${namesOf(access.people)}; ${programs}`;
}
