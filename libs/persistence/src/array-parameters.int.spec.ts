import { testInfrastructure, type TestSuite } from '@redress/testing';
import { withBinaryArrays } from './array-parameters';
import { Database } from './database';
import { newId } from './ids';

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('arrays'),
    applicationName: 'arrays-spec',
    migrations: [],
    poolSize: 1,
  });
  await database.open();
}, 120_000);

afterAll(async () => {
  await database?.close();
  await suite?.cleanup();
});

const AWKWARD = [
  '',
  ' ',
  'NULL',
  '{',
  '}',
  ',',
  '"',
  '\\',
  '\\"',
  "'",
  'a\nb',
  '投诉',
  '🙂',
  '\u0301',
  '{"a":"\\"b\\""}',
];
const INSTANTS = [
  '1600-02-29T23:59:59.999Z',
  '1999-12-31T23:59:59.999Z',
  '2026-03-02T10:00:00.001Z',
  '9999-12-31T00:00:00Z',
];

describe('arrays of a prepared statement', () => {
  it.each([
    ['text', AWKWARD],
    ['json', AWKWARD.map((text) => JSON.stringify({ text }))],
    ['jsonb', AWKWARD.map((text) => JSON.stringify({ text, list: [1, null, true] }))],
    ['uuid', [newId(), '01A231EA-728C-7428-A4E5-71EBABA2DA1A', '00000000-0000-0000-0000-000000000000']],
    ['bytea', [Buffer.alloc(0), Buffer.from([0, 255, 92, 34]), new Uint8Array([1, 2, 3]).subarray(1)]],
    ['timestamptz', INSTANTS.map((instant) => new Date(instant))],
    ['int', [0, -1, 2 ** 31 - 1, -(2 ** 31)]],
    ['bigint', [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
    ['bool', [true, false]],
  ])('of %s arrive as they do as text, null among them, or none at all', async (type, elements) => {
    const sql = `select a::text from unnest($1::${type}[]) with ordinality as t(a, n) order by n`;
    const arrived = async (given: readonly unknown[], name?: string) => (await database.query(sql, [given], name)).rows;

    for (const given of [elements, [null, ...elements, null], [null], []]) {
      expect(Buffer.isBuffer(withBinaryArrays(sql, [given])[0])).toBe(true);
      expect(await arrived(given, `arrays-${type}`)).toEqual(await arrived(given));
    }
  });

  it('arrive when one of them does not fit, and are refused by the server when it cannot be read', async () => {
    const read = (given: readonly unknown[]) =>
      database.query('select a::text from unnest($1::uuid[]) as t(a)', [given], 'arrays-mixed');
    const id = newId();

    expect((await read([id])).rows).toEqual([{ a: id }]);
    expect((await read([`{${id}}`])).rows).toEqual([{ a: id }]);
    await expect(read(['no uuid'])).rejects.toThrow('invalid input syntax for type uuid');
    await expect(
      database.query('select a from unnest($1::text[]) as t(a)', [['a\u0000b']], 'arrays-zero'),
    ).rejects.toThrow('invalid byte sequence');
  });
});
