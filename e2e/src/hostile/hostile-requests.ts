import { randomUUID } from 'node:crypto';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { ApiDocument, Operation, Parameter } from './api-document';
import { BEYOND_DOUBLE, HOSTILE_TEXTS, hostileText, mutate, mutation, PERSONAL, type Mutation } from './hostile-values';
import { SchemaValues, type KnownValues } from './schema-values';

/** Everything that a request can be aimed at, on a platform that is at work. */
export interface Targets {
  /** Ids that belong together, by the name of the path parameter or field. */
  readonly cases: readonly Readonly<Record<string, string>>[];
  readonly known: KnownValues;
  /** Who may do what: staff and clients by role. */
  readonly people: readonly { readonly id: string; readonly roles: readonly string[] }[];
  /** Bodies that would be taken, by operation id. */
  readonly exemplars: Readonly<Record<string, readonly unknown[]>>;
}

/** What is put into the form of an upload. */
interface UploadedPart {
  readonly name: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A request before it is written down; the twists change it. */
interface Draft {
  /** Person or client whose token is sent; null: none. */
  as: string | null;
  method: string;
  /** Values of the path parameters, raw when a twist says so. */
  path: Record<string, string>;
  query: [name: string, value: string][];
  /** Written as they are. */
  headers: [name: string, value: string][];
  mediaType: string | null;
  body: unknown;
  file: UploadedPart | null;
  text: TextTwist | null;
  form: FormTwist | null;
  framing: Framing;
  encoding: string | null;
}

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

const TEXT_TWISTS = [
  'truncated',
  'followed',
  'empty',
  'garbage',
  'bytes that are no UTF-8',
  'byte order mark',
  'UTF-16',
  'duplicate key',
  'poisoned key',
  'deep',
  'a scalar',
  'white space',
  'larger than the limit',
] as const;
type TextTwist = (typeof TEXT_TWISTS)[number];

const FORM_TWISTS = [
  'no boundary',
  'odd boundary',
  'wrong boundary',
  'no end',
  'file first',
  'no file',
  'two files',
  'empty file',
  'field as file',
  'hostile name',
  'path as name',
  'no name',
  'huge field',
  'many fields',
  'poisoned field',
  'many headers',
  'base64',
  'charset',
] as const;
type FormTwist = (typeof FORM_TWISTS)[number];

const FRAMINGS = [
  'plain',
  'chunked',
  'broken chunks',
  'endless chunk',
  'too short',
  'too long',
  'two lengths',
  'length and chunks',
  'negative length',
  'expects',
] as const;
type Framing = (typeof FRAMINGS)[number];

const MEDIA_TYPES = [
  null,
  '',
  'application/json; charset=utf-16',
  'application/json;charset=' + 'x'.repeat(3_000),
  'APPLICATION/JSON',
  'application/json, text/html',
  'application/vnd.api+json',
  'text/plain',
  'text/yaml',
  'text/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=' + '-'.repeat(300),
  'multipart/mixed; boundary=a',
  'application/octet-stream',
  '*/*',
  '/',
  ';',
];

const ENCODINGS = ['gzip', 'deflate', 'br', 'gzip bomb', 'gzip, gzip', 'identity', 'unknown'] as const;

const AUTHORIZATIONS = [
  '',
  'Bearer',
  'Bearer ',
  `Bearer ${PERSONAL}`,
  'Basic YWRtaW46YWRtaW4=',
  'Bearer a.b.c',
  'Bearer ..',
  `Bearer ${'e'.repeat(9_000)}`,
  `Bearer ${unsigned({ alg: 'none' })}`,
  `Bearer ${unsigned({ alg: 'HS256', kid: 'x' })}`,
  `Bearer ${unsigned({ alg: 'RS256', kid: '../../etc/passwd', jku: 'http://127.0.0.1:1/', x5u: 'http://127.0.0.1:1/' })}`,
  `Bearer ${unsigned({ alg: 'RS256', crit: ['exp'], b64: false })}`,
];

const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  [
    'idempotency-key',
    ['', ' ', '"k-1"', 'k-1', PERSONAL, 'k k', "k'; drop", 'x'.repeat(129), 'x'.repeat(128), '\u0000'],
  ],
  [
    'if-match',
    [
      '',
      '*',
      '"0"',
      '"1"',
      'W/"1"',
      '"1","2"',
      '1',
      '"-1"',
      '"999999999999999"',
      '"9999999999999999"',
      `"${PERSONAL}"`,
      '"1.0"',
    ],
  ],
  ['redress-seen', ['', '-1', '0', '1', '1.5', 'NaN', '999999999999', '0x1', PERSONAL]],
  ['accept', ['', '*/*', 'text/html', 'application/xml', 'image/*;q=0', 'x'.repeat(3_000), ';;;', PERSONAL]],
  ['accept-language', ['', 'de', 'zh-TW,zh;q=0.9', '*', 'x'.repeat(3_000), 'zh;q=NaN', PERSONAL]],
  [
    'traceparent',
    [
      '',
      '00-0-0-0',
      `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
      `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      PERSONAL,
    ],
  ],
  ['x-forwarded-for', ['', '1.2.3.4', '::1', PERSONAL, "1' or 1=1", '1.2.3.4, '.repeat(200)]],
  ['x-forwarded-proto', ['javascript']],
  ['x-http-method-override', ['DELETE']],
  ['host', ['', 'a b', 'evil.example:99999', PERSONAL]],
  ['if-none-match', ['*', '"1"']],
  ['range', ['bytes=0-', 'bytes=-1', 'bytes=9-1']],
  ['origin', ['null', 'https://evil.example']],
  ['cookie', [`a=${PERSONAL}; `.repeat(50)]],
  ['x-many', ['x'.repeat(15_000), 'x'.repeat(40_000)]],
  ['upgrade', ['h2c', 'websocket']],
  ['transfer-encoding', ['gzip', 'chunked, chunked', 'identity', 'x']],
  ['', ['no name']],
  ['bad name', ['x']],
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'get', 'QUERY', 'X'];

/** One thing that is wrong with a request. */
export type Twist =
  | { readonly twist: 'body'; readonly change: Mutation }
  | { readonly twist: 'text'; readonly text: TextTwist }
  | { readonly twist: 'form'; readonly form: FormTwist }
  | { readonly twist: 'file'; readonly file: keyof typeof FILES }
  | { readonly twist: 'media type'; readonly mediaType: string | null }
  | { readonly twist: 'encoding'; readonly encoding: string }
  | { readonly twist: 'framing'; readonly framing: Framing }
  | { readonly twist: 'header'; readonly name: string; readonly value: string }
  | { readonly twist: 'no header'; readonly at: number }
  | { readonly twist: 'repeated header'; readonly at: number }
  | { readonly twist: 'authorization'; readonly value: string | null }
  | { readonly twist: 'somebody else'; readonly at: number }
  | { readonly twist: 'path'; readonly at: number; readonly value: string; readonly raw: boolean }
  | { readonly twist: 'query'; readonly at: number; readonly value: string; readonly times: number }
  | { readonly twist: 'unknown query'; readonly name: string; readonly value: string }
  | { readonly twist: 'method'; readonly method: string };

/** Beginnings of files that claim to be something, and files that are several things at once. */
const FILES = {
  'a PDF that is a page': Buffer.from(`%PDF-1.7\n<script>alert('${PERSONAL}')</script>`),
  'a GIF that is a script': Buffer.from('GIF89a/*\u0001\u0001*/=1;alert(1)'),
  'an SVG': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  'a program': Buffer.from('\u007fELF\u0002\u0001\u0001\u0000', 'latin1'),
  'a batch file': Buffer.from('MZ\u0090\u0000', 'latin1'),
  'a ZIP with nothing in it': Buffer.from('PK\u0005\u0006' + '\u0000'.repeat(18), 'latin1'),
  'a ZIP that ends early': Buffer.from('PK\u0003\u0004\u0014\u0000\u0008\u0000', 'latin1'),
  'a compressed bomb': gzipSync(Buffer.alloc(3_000_000)),
  'a picture with impossible sizes': Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000', 'hex'),
  'random bytes': Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256)),
  'text with NUL': Buffer.from(`${PERSONAL}\u0000`),
  'EICAR-like': Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$REDRESS-TEST-FILE!$H+H*'),
} as const;

const FILE_NAMES = [
  ...HOSTILE_TEXTS.filter((text) => text.length < 400),
  'a.pdf\u0000.exe',
  'CON',
  '..',
  'file:///etc/passwd',
  `${'n'.repeat(5_000)}.txt`,
];

function twistsOf(operation: Operation): fc.Arbitrary<Twist> {
  const named = operation.parameters.filter((parameter) => parameter.in !== 'header');
  const inPath = named.filter((parameter) => parameter.in === 'path');
  const inQuery = named.filter((parameter) => parameter.in === 'query');
  const hasBody = operation.bodies.size > 0;
  const isUpload = operation.bodies.has('multipart/form-data');
  const when = (condition: boolean, weight: number): number => (condition ? weight : 0);
  const kinds: { arbitrary: fc.Arbitrary<Twist>; weight: number }[] = [
    { weight: when(hasBody, 12), arbitrary: mutation.map((change) => ({ twist: 'body', change })) },
    { weight: when(!isUpload, 4), arbitrary: fc.constantFrom(...TEXT_TWISTS).map((text) => ({ twist: 'text', text })) },
    { weight: when(isUpload, 8), arbitrary: fc.constantFrom(...FORM_TWISTS).map((form) => ({ twist: 'form', form })) },
    {
      weight: when(isUpload, 4),
      arbitrary: fc
        .constantFrom(...(Object.keys(FILES) as (keyof typeof FILES)[]))
        .map((file) => ({ twist: 'file', file })),
    },
    { weight: 2, arbitrary: fc.constantFrom(...MEDIA_TYPES).map((mediaType) => ({ twist: 'media type', mediaType })) },
    { weight: 1, arbitrary: fc.constantFrom(...ENCODINGS).map((encoding) => ({ twist: 'encoding', encoding })) },
    { weight: 2, arbitrary: fc.constantFrom(...FRAMINGS).map((framing) => ({ twist: 'framing', framing })) },
    {
      weight: 4,
      arbitrary: fc
        .constantFrom(...HEADERS)
        .chain(([name, values]) =>
          fc.constantFrom(...values).map((value) => ({ twist: 'header', name, value }) as const),
        ),
    },
    { weight: 1, arbitrary: fc.nat(5).map((at) => ({ twist: 'no header', at })) },
    { weight: 1, arbitrary: fc.nat(5).map((at) => ({ twist: 'repeated header', at })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(null, ...AUTHORIZATIONS).map((value) => ({ twist: 'authorization', value })),
    },
    { weight: 1, arbitrary: fc.nat(40).map((at) => ({ twist: 'somebody else', at })) },
    {
      weight: when(inPath.length > 0, 4),
      arbitrary: fc.record({
        twist: fc.constant('path' as const),
        at: fc.nat(5),
        value: hostileText,
        raw: fc.boolean(),
      }),
    },
    {
      weight: when(inQuery.length > 0, 10),
      arbitrary: fc.record({
        twist: fc.constant('query' as const),
        at: fc.nat(10),
        value: hostileText,
        times: fc.constantFrom(1, 1, 2, 50),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        twist: fc.constant('unknown query' as const),
        name: fc.constantFrom('__proto__', 'constructor', 'x[y]', 'limit[]', '', 'a'.repeat(2_000), 'access_token'),
        value: hostileText,
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom(...METHODS).map((method) => ({ twist: 'method', method })) },
  ];
  return fc.oneof(...kinds.filter(({ weight }) => weight > 0));
}

/** Requests to one operation: mostly good ones with one or two things wrong, some with nothing wrong at all. */
export function hostileRequests(
  operation: Operation,
  document: ApiDocument,
  targets: Targets,
): fc.Arbitrary<HostileRequest> {
  const values = new SchemaValues(document, targets.known);
  const entitled = peopleFor(operation, targets);
  const mediaTypes = [...operation.bodies.keys()];
  const mediaType = mediaTypes.length > 0 ? fc.constantFrom(...mediaTypes) : fc.constant(null);
  const parameters = operation.parameters.filter((parameter) => parameter.in !== 'header');
  return fc
    .record({
      about: fc.nat(targets.cases.length - 1),
      by: fc.oneof({ arbitrary: fc.nat(entitled.length - 1), weight: 2 }, { arbitrary: fc.constant(-1), weight: 3 }),
      mediaType,
      fromCase: fc.boolean(),
      parameters: fc.tuple(...parameters.map((parameter) => valueFor(parameter, values))),
      body: bodyFor(operation, values, targets),
      fileName: fc.constantFrom('leak.txt', ...FILE_NAMES),
      twists: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 8, arbitrary: fc.array(twistsOf(operation), { minLength: 1, maxLength: 1 }) },
        { weight: 3, arbitrary: fc.array(twistsOf(operation), { minLength: 2, maxLength: 3 }) },
      ),
    })
    .map(({ about, by, mediaType: type, parameters: given, body, fileName, twists }) => {
      const subject = targets.cases[about] as Readonly<Record<string, string>>;
      const isUpload = type === 'multipart/form-data';
      const person = by < 0 ? (subject['handler'] ?? null) : null;
      const draft: Draft = {
        as:
          operation.access === 'public'
            ? null
            : person && isEntitled(person, entitled)
              ? person
              : (entitled[Math.max(by, about) % entitled.length] ?? null),
        method: operation.method,
        path: {},
        query: [],
        headers: [['accept', 'application/json']],
        mediaType: type,
        body: operation.bodies.size > 0 ? aboutCase(body, subject) : undefined,
        file: isUpload
          ? { name: 'file', fileName, mediaType: 'text/plain', content: Buffer.from(`Water drips. ${PERSONAL}`) }
          : null,
        text: null,
        form: null,
        framing: 'plain',
        encoding: null,
      };
      parameters.forEach((parameter, at) => {
        const value = given[at];
        if (parameter.in === 'path') draft.path[parameter.name] = subject[parameter.name] ?? textOf(value);
        else if (value !== undefined) draft.query.push([parameter.name, textOf(value)]);
      });
      if (headerOf(operation, 'Idempotency-Key')) draft.headers.push(['idempotency-key', FRESH]);
      if (headerOf(operation, 'If-Match')) draft.headers.push(['if-match', CURRENT]);
      for (const twist of twists) apply(twist, draft, operation, targets);
      return written(draft, operation, subject, twists);
    });
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

function apply(twist: Twist, draft: Draft, operation: Operation, targets: Targets): void {
  switch (twist.twist) {
    case 'body':
      draft.body = mutate(draft.body, twist.change);
      return;
    case 'text':
      draft.text = twist.text;
      draft.mediaType ??= 'application/json';
      return;
    case 'form':
      draft.form = twist.form;
      return;
    case 'file':
      if (draft.file) draft.file = { ...draft.file, content: FILES[twist.file] };
      return;
    case 'media type':
      draft.mediaType = twist.mediaType;
      draft.body ??= { a: 1 };
      return;
    case 'encoding':
      draft.encoding = twist.encoding;
      return;
    case 'framing':
      draft.framing = twist.framing;
      draft.body ??= {};
      draft.mediaType ??= 'application/json';
      return;
    case 'header':
      draft.headers = [...draft.headers.filter(([name]) => name !== twist.name), [twist.name, twist.value]];
      return;
    case 'no header':
      draft.headers.splice(twist.at % Math.max(1, draft.headers.length), 1);
      return;
    case 'repeated header':
      draft.headers.push(...draft.headers.slice(twist.at % Math.max(1, draft.headers.length), 1));
      return;
    case 'authorization':
      if (twist.value === null) draft.as = null;
      else draft.headers.push(['authorization', twist.value]);
      return;
    case 'somebody else':
      draft.as = targets.people[twist.at % targets.people.length]?.id ?? null;
      return;
    case 'path': {
      const names = Object.keys(draft.path);
      const name = names[twist.at % Math.max(1, names.length)];
      if (name !== undefined) draft.path[name] = twist.raw ? RAW + twist.value : twist.value;
      return;
    }
    case 'query': {
      const names = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
      const name = names[twist.at % names.length] as string;
      const repeated = Array<[string, string]>(twist.times).fill([name, twist.value]);
      draft.query = [...draft.query.filter(([other]) => other !== name), ...repeated];
      return;
    }
    case 'unknown query':
      draft.query.push([twist.name, twist.value]);
      return;
    case 'method':
      draft.method = twist.method;
  }
}

/** Marks a value of the path that is sent without percent-encoding, as far as a request line can hold it. */
const RAW = '@@raw@@';

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
  let body = bodyBytes(draft, headers);
  if (draft.encoding !== null && body) {
    headers.push(['content-encoding', draft.encoding.replace(' bomb', '')]);
    body = compressed(body, draft.encoding);
  }
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

function bodyBytes(draft: Draft, headers: [string, string][]): Buffer | null {
  if (draft.file && draft.mediaType === 'multipart/form-data') return multipart(draft, headers);
  const { mediaType } = draft;
  if (mediaType !== null) headers.push(['content-type', mediaType]);
  if (draft.body === undefined && draft.text === null) return null;
  const text =
    mediaType?.startsWith('application/x-www-form-urlencoded') && isRecord(draft.body)
      ? new URLSearchParams(
          Object.entries(draft.body).map(([name, value]): [string, string] => [name, textOf(value)]),
        ).toString()
      : typeof draft.body === 'string' && mediaType !== 'application/json'
        ? draft.body
        : JSON.stringify(draft.body ?? {}).replaceAll(`"${BEYOND_DOUBLE}"`, '1e400');
  return draft.text === null ? Buffer.from(text) : garbled(text, draft.text);
}

function garbled(text: string, how: TextTwist): Buffer {
  switch (how) {
    case 'truncated':
      return Buffer.from(text.slice(0, Math.floor(text.length / 2)));
    case 'followed':
      return Buffer.from(`${text}${text}`);
    case 'empty':
      return Buffer.alloc(0);
    case 'garbage':
      return Buffer.from(`{${PERSONAL}`);
    case 'bytes that are no UTF-8':
      return Buffer.concat([
        Buffer.from(text.slice(0, -1)),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x7d]),
      ]);
    case 'byte order mark':
      return Buffer.from(`\ufeff${text}`);
    case 'UTF-16':
      return Buffer.from(text, 'utf16le');
    case 'duplicate key':
      return Buffer.from(text.replace('{', '{"channel":1,"description":null,"code":[],'));
    case 'poisoned key':
      return Buffer.from(text.replace('{', '{"__proto__":{"roles":["SYSTEM"]},'));
    case 'deep':
      return Buffer.from('['.repeat(100_000) + ']'.repeat(100_000));
    case 'a scalar':
      return Buffer.from('0');
    case 'white space':
      return Buffer.from(' \r\n\t');
    case 'larger than the limit':
      return Buffer.from(`{"description":"${'x'.repeat(600_000)}"}`);
  }
}

const BOUNDARY = 'redress-hostile';

function multipart({ body, file, form }: Draft, headers: [string, string][]): Buffer {
  const { fileName, mediaType, content } = file as UploadedPart;
  const boundary = form === 'odd boundary' ? `'()+_,-./:=? ${'x'.repeat(40)}` : BOUNDARY;
  const declared = form === 'wrong boundary' ? 'another' : boundary;
  headers.push([
    'content-type',
    form === 'no boundary' ? 'multipart/form-data' : `multipart/form-data; boundary="${declared}"`,
  ]);
  const fields = Object.entries(isRecord(body) ? body : {}).map(([name, value]): [string, string] => [
    name,
    textOf(value),
  ]);
  if (form === 'huge field') fields.push(['description', 'x'.repeat(200_000)]);
  if (form === 'many fields') fields.push(...Array.from({ length: 300 }, (_, at): [string, string] => [`f${at}`, 'x']));
  if (form === 'poisoned field')
    fields.push(['__proto__', 'x'], ['constructor', 'x'], ['toString', 'x'], ['hasOwnProperty', 'x']);
  const part = (disposition: string, value: Buffer | string, more: readonly string[] = []): Buffer =>
    Buffer.concat([
      Buffer.from([`--${boundary}`, `content-disposition: form-data; ${disposition}`, ...more, '', ''].join('\r\n')),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]);
  const named = fields.map(([name, value]) => part(`name="${headerSafe(name)}"`, value));
  const safe = form === 'hostile name' ? fileName : headerSafe(fileName);
  const label = form === 'path as name' ? '../../../../tmp/redress-hostile.txt' : safe;
  const disposition =
    form === 'field as file'
      ? 'name="file"'
      : form === 'no name'
        ? 'filename="a.txt"'
        : `name="file"; filename="${label}"`;
  const more = [
    `content-type: ${mediaType}${form === 'charset' ? '; charset=utf-7' : ''}`,
    ...(form === 'many headers' ? Array.from({ length: 3_000 }, (_, at) => `x-${at}: y`) : []),
    ...(form === 'base64' ? ['content-transfer-encoding: base64'] : []),
  ];
  const files = [part(disposition, form === 'empty file' ? '' : content, more)];
  if (form === 'two files') files.push(part('name="file"; filename="b.txt"', content, more));
  if (form === 'no file') files.length = 0;
  const parts = form === 'file first' ? [...files, ...named] : [...named, ...files];
  return Buffer.concat([...parts, Buffer.from(form === 'no end' ? '' : `--${boundary}--\r\n`)]);
}

function frame(body: Buffer | null, framing: Framing): [Buffer, string[]] {
  if (body === null) return [Buffer.alloc(0), []];
  const chunk = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
  switch (framing) {
    case 'plain':
      return [body, [`content-length: ${body.length}`]];
    case 'chunked':
      return [Buffer.concat([chunk, Buffer.from('0\r\n\r\n')]), ['transfer-encoding: chunked']];
    case 'broken chunks':
      return [Buffer.concat([Buffer.from('zz\r\n'), body]), ['transfer-encoding: chunked']];
    case 'endless chunk':
      return [Buffer.concat([Buffer.from('ffffff\r\n'), body]), ['transfer-encoding: chunked']];
    case 'too short':
      return [body, [`content-length: ${Math.max(0, body.length - 3)}`]];
    case 'too long':
      return [body, [`content-length: ${body.length + 10}`]];
    case 'two lengths':
      return [body, [`content-length: ${body.length}`, `content-length: ${body.length + 1}`]];
    case 'length and chunks':
      return [
        Buffer.concat([chunk, Buffer.from('0\r\n\r\n')]),
        [`content-length: ${body.length}`, 'transfer-encoding: chunked'],
      ];
    case 'negative length':
      return [body, ['content-length: -1']];
    case 'expects':
      return [body, [`content-length: ${body.length}`, 'expect: something-else']];
  }
}

function compressed(body: Buffer, encoding: string): Buffer {
  if (encoding === 'gzip bomb') return gzipSync(Buffer.alloc(20_000_000, ' '));
  if (encoding === 'gzip, gzip') return gzipSync(gzipSync(body));
  if (encoding === 'gzip') return gzipSync(body);
  if (encoding === 'deflate') return deflateSync(body);
  return encoding === 'br' ? brotliCompressSync(body) : body;
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

function peopleFor({ access }: Operation, { people }: Targets): string[] {
  if (typeof access === 'object' && 'scope' in access) return ['client:driver'];
  const roles: readonly string[] | undefined = typeof access === 'string' ? undefined : access;
  const found = people.filter((person) => !roles || person.roles.some((role) => roles.includes(role)));
  return found.length > 0 ? found.map(({ id }) => id) : ['staff:nobody'];
}

function isEntitled(person: string, entitled: readonly string[]): boolean {
  return entitled.includes(person);
}

function headerOf({ parameters }: Operation, name: string): boolean {
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

function headerSafe(text: string): string {
  return text.replaceAll(/[\r\n]/g, ' ').replaceAll('"', '%22');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function unsigned(header: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part({ sub: 'staff:lin.intake', aud: 'redress', exp: 4_102_444_800, roles: ['SYSTEM'] })}.c2ln`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
