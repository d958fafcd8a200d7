import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import type { Operation } from './api-document';
import { CALLERS, type OwnWords } from './organisations';
import { HOSTILE_TEXTS, hostileText, mutate, mutation, PERSONAL, type Mutation } from './hostile-values';
import type { KnownValues } from './schema-values';

/** Everything that a request can be aimed at, on a platform that is at work. */
export interface Targets {
  /** Ids that belong together, by the name of the path parameter or field. */
  readonly cases: readonly Readonly<Record<string, string>>[];
  readonly known: KnownValues;
  /** What no answer to a caller of the other organisation may hold. */
  readonly ownWords: OwnWords;
  /** Bodies that would be taken, by operation id. */
  readonly exemplars: Readonly<Record<string, readonly unknown[]>>;
}

/** What is put into the form of an upload. */
export interface UploadedPart {
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A request before it is written down; the twists change it. */
export interface Draft {
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
export type TextTwist = (typeof TEXT_TWISTS)[number];

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
export type FormTwist = (typeof FORM_TWISTS)[number];

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
export type Framing = (typeof FRAMINGS)[number];

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

export const FILE_NAMES = [
  ...HOSTILE_TEXTS.filter((text) => text.length < 400),
  'a.pdf\u0000.exe',
  'CON',
  '..',
  'file:///etc/passwd',
  `${'n'.repeat(5_000)}.txt`,
];

/** What can be wrong with a request to an operation, the likelier the more there is to break. */
export function twistsOf(operation: Operation): fc.Arbitrary<Twist> {
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
    { weight: 1, arbitrary: fc.nat(200).map((at) => ({ twist: 'somebody else', at })) },
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

/** Does to the draft what the twist says. */
export function apply(twist: Twist, draft: Draft, operation: Operation): void {
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
      draft.as = CALLERS[twist.at % CALLERS.length]?.id ?? null;
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
export const RAW = '@@raw@@';

function unsigned(header: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part({ sub: 'staff:lin.intake', aud: 'redress', exp: 4_102_444_800, roles: ['SYSTEM'] })}.c2ln`;
}
