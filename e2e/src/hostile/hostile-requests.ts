import { randomUUID } from 'node:crypto';
import type { Scope } from '@redress/contracts';
import fc from 'fast-check';
import type { ApiDocument, Operation, Parameter } from './api-document';
import { PERSONAL } from './hostile-values';
import { CALLERS, CALLERS_BY_ROLE, organisationOf } from './organisations';
import { bodyBytes, frame, isRecord, textOf } from './request-bytes';
import { apply, type Draft, FILE_NAMES, type Framing, RAW, type Targets, type Twist, twistsOf } from './request-twists';
import { SchemaValues } from './schema-values';

/** A request that can be repeated byte by byte, but for its token, version and key. */
export interface HostileRequest {
  readonly operation: Operation;
  readonly as: string | null;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
  readonly framing: Framing;
  /** Resource whose current version is to be sent as `If-Match`. */
  readonly versionOf: string | null;
  /** What was done to it. */
  readonly twists: readonly Twist[];
}

/**
 * Requests to one operation: mostly good ones with one or two things wrong, some with nothing wrong at all; by those who
 * may do it, and by everybody else of both organisations.
 */
export function hostileRequests(
  operation: Operation,
  document: ApiDocument,
  targets: Targets,
): fc.Arbitrary<HostileRequest> {
  const values = new SchemaValues(document, targets.known);
  const entitled = callersFor(operation);
  const mediaTypes = [...operation.bodies.keys()];
  const mediaType = mediaTypes.length > 0 ? fc.constantFrom(...mediaTypes) : fc.constant(null);
  const parameters = operation.parameters.filter((parameter) => parameter.in !== 'header');
  return fc
    .record({
      about: fc.constantFrom(...targets.cases),
      by: fc.oneof(
        { arbitrary: fc.nat(40), weight: 2 },
        { arbitrary: fc.constant(null), weight: 3 },
        { arbitrary: anybody, weight: 3 },
      ),
      entry: fc.constantFrom(...CALLERS.map(({ id }) => id)),
      mediaType,
      given: fc.tuple(...parameters.map((parameter) => valueFor(parameter, values))),
      body: bodyFor(operation, values, targets),
      fileName: fc.constantFrom('leak.txt', ...FILE_NAMES),
      twists: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 8, arbitrary: fc.array(twistsOf(operation), { minLength: 1, maxLength: 1 }) },
        { weight: 3, arbitrary: fc.array(twistsOf(operation), { minLength: 2, maxLength: 3 }) },
      ),
    })
    .map(({ about, by, entry, given, body, twists, ...rest }) => {
      const caller = typeof by === 'string' ? by : callerOf(about, entitled, by);
      const draft = draftOf(operation, { ...rest, body: aboutCase(body, about), by: caller });
      const isOfEntry = operation.method === 'GET' && operation.path.startsWith('/v1/directory/');
      parameters.forEach(({ name, in: where }, at) => {
        const value = given[at];
        if (where === 'path') draft.path[name] = isOfEntry ? entry : (about[name] ?? textOf(value));
        else if (value !== undefined) draft.query.push([name, textOf(value)]);
      });
      for (const twist of twists) apply(twist, draft, operation);
      return written(draft, operation, about, twists);
    });
}

interface Particulars {
  readonly by: string | null;
  readonly mediaType: string | null;
  readonly body: unknown;
  readonly fileName: string;
}

function draftOf(operation: Operation, { by, mediaType, body, fileName }: Particulars): Draft {
  const content = Buffer.from(`Water drips. ${PERSONAL}`);
  return {
    as: by,
    method: operation.method,
    path: {},
    query: [],
    headers: [
      ['accept', 'application/json'],
      ...(takes(operation, 'Idempotency-Key') ? [['idempotency-key', FRESH] as [string, string]] : []),
      ...(takes(operation, 'If-Match') ? [['if-match', CURRENT] as [string, string]] : []),
    ],
    mediaType,
    body: operation.bodies.size > 0 ? body : undefined,
    file: mediaType === 'multipart/form-data' ? { fileName, mediaType: 'text/plain', content } : null,
    text: null,
    form: null,
    framing: 'plain',
    encoding: null,
  };
}

/** A caller of any role of either organisation, each role as often as any other. */
const anybody: fc.Arbitrary<string> = fc
  .constantFrom(...CALLERS_BY_ROLE.values())
  .chain((callers) => fc.constantFrom(...callers));

/**
 * Who may do this and is of the organisation of the case: the one at `at`, or the one who works on the case; null where no
 * token is asked for.
 */
function callerOf(
  { handler = '', organisationId }: Readonly<Record<string, string>>,
  entitled: readonly string[] | null,
  at: number | null,
): string | null {
  if (entitled === null) return null;
  const own = entitled.filter((id) => organisationOf(id) === organisationId);
  const fitting = own.length > 0 ? own : entitled;
  if (at === null && fitting.includes(handler)) return handler;
  return fitting[(at ?? 0) % fitting.length] ?? null;
}

const FRESH = '@@fresh@@';
const CURRENT = '@@current@@';

/** The bytes to send: with a token, a key of its own and the current version where the request wants them. */
export function bytesOf(
  request: HostileRequest,
  token: string | null,
  host: string,
  version: string | undefined,
): Buffer {
  const { body, framing } = request;
  const head = [`${request.method} ${request.target} HTTP/1.1`];
  if (!request.headers.some(([name]) => name === 'host')) head.push(`host: ${host}`);
  head.push('connection: close');
  if (token !== null && !request.headers.some(([name]) => name === 'authorization')) {
    head.push(`authorization: Bearer ${token}`);
  }
  for (const [name, value] of request.headers) {
    head.push(`${name}: ${value === FRESH ? randomUUID() : value === CURRENT ? (version ?? '"1"') : value}`);
  }
  const [framed, lines] = frame(body, framing);
  return Buffer.concat([Buffer.from([...head, ...lines].join('\r\n') + '\r\n\r\n'), framed]);
}

/** Whether more is announced than is sent. */
export function isUnfinished({ body, framing }: HostileRequest): boolean {
  return body !== null && ['too long', 'endless chunk', 'broken chunks'].includes(framing);
}

/** The request as a command that can be repeated in a shell; the token stands for that of `as`. */
export function describeRequest(request: HostileRequest): string {
  const { method, target, headers, body, operation } = request;
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  const shown = body && (body.length > 4_000 ? body.subarray(0, 4_000) : body);
  const parts = [
    `curl -X ${method} "$${operation.service.toUpperCase()}"${quoted(target.slice(0, 1_500))}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value.slice(0, 300)}`)}`),
    ...(shown ? [`--data-binary @<(base64 -d <<< ${shown.toString('base64')})`] : []),
  ];
  const length = body ? ` (${body.length} bytes)` : '';
  return [
    `${operation.operationId} as ${request.as ?? 'nobody'}, sent ${request.framing}${length}; twists ${JSON.stringify(request.twists).slice(0, 600)}`,
    parts.join(' '),
    ...(shown ? [`body: ${JSON.stringify(shown.toString('utf8').slice(0, 600))}`] : []),
  ].join('\n');
}

function written(
  draft: Draft,
  operation: Operation,
  subject: Readonly<Record<string, string>>,
  twists: readonly Twist[],
): HostileRequest {
  const segment = (value: string): string =>
    value.startsWith(RAW) ? value.slice(RAW.length).replace(/[\s\u0000-\u001f]/g, '%0') : encoded(value);
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => segment(draft.path[name] ?? 'x'));
  const query = draft.query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  const headers = [...draft.headers];
  const body = bodyBytes(draft, headers);
  return {
    operation,
    as: draft.as,
    method: draft.method,
    target: query === '' ? path : `${path}?${query}`,
    headers,
    body,
    framing: draft.framing,
    versionOf: headers.some(([, value]) => value === CURRENT) ? resourceOf(operation, subject) : null,
    twists,
  };
}

function bodyFor(operation: Operation, values: SchemaValues, targets: Targets): fc.Arbitrary<unknown> {
  const [schema] = [...operation.bodies.values()];
  if (!schema) return fc.constant(undefined);
  const made = values.of(schema);
  const exemplars = targets.exemplars[operation.operationId];
  if (!exemplars) return made;
  return fc.oneof({ arbitrary: fc.constantFrom(...exemplars), weight: 2 }, { arbitrary: made, weight: 1 });
}

function valueFor(parameter: Parameter, values: SchemaValues): fc.Arbitrary<unknown> {
  const value = values.of(parameter.schema, parameter.name);
  return parameter.required ? value : fc.option(value, { nil: undefined, freq: 1 });
}

/** Exemplars name what belongs to the case as `$name`. */
function aboutCase(body: unknown, subject: Readonly<Record<string, string>>): unknown {
  if (typeof body === 'string' && body.startsWith('$')) return subject[body.slice(1)] ?? body;
  if (Array.isArray(body)) return body.map((item) => aboutCase(item, subject));
  if (!isRecord(body)) return body;
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, aboutCase(value, subject)]));
}

/** The clients of the local provider that get a scope. */
const PROGRAMS: Readonly<Record<Scope, readonly string[]>> = {
  'complaints:submit': ['client:crm', 'client:shop'],
  'mail:report': ['client:mailroom'],
  operations: ['client:operations'],
  'clock:drive': ['client:driver'],
};

/** Who may do this at all; null when anybody may. */
function callersFor({ access }: Operation): string[] | null {
  if (access === 'public') return null;
  const isForPrograms = typeof access === 'object' && 'scopes' in access;
  const programs = isForPrograms ? access.scopes.flatMap((scope) => PROGRAMS[scope]) : [];
  const allowed = isForPrograms ? (access.people ?? []) : access;
  const roles: readonly string[] | undefined = typeof allowed === 'string' ? undefined : allowed;
  const people = CALLERS.filter(({ id }) => id.startsWith('staff:'));
  const found = people.filter((person) => !roles || person.roles.some((role) => roles.includes(role)));
  const callers = [...found.map(({ id }) => id), ...programs];
  return callers.length > 0 ? callers : ['staff:nobody'];
}

function takes({ parameters }: Operation, name: string): boolean {
  return parameters.some((parameter) => parameter.in === 'header' && parameter.name === name);
}

/** Where the version is read that a command needs. */
function resourceOf({ path }: Operation, subject: Readonly<Record<string, string>>): string | null {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => subject[name] ?? 'x');
  const [, complaint, resource] = /^(\/v1\/complaints\/[^/]+)\/([^/]+)/.exec(filled) ?? [];
  if (complaint === undefined) return filled.replace(/\/retry$/, '');
  return resource === 'investigation' || resource === 'resolution'
    ? `${complaint}/${resource}`
    : `${complaint}/assignment`;
}

function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
