import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import { Database } from './index';

/** Enough for a session to have chosen between a plan for the parameters and one for all. */
const RUNS = 7;

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('plans'),
    applicationName: 'plans-spec',
    migrations: [],
    poolSize: 1,
  });
  await database.open();
}, 240_000);

afterAll(async () => {
  await database.close();
  await suite.cleanup();
});

const lookUp = () => database.query('select word from entry where id = any($1::int[])', [[7, 8]], 'look-up');

async function planInUse(): Promise<string> {
  const { rows } = await database.query(`explain (format json) execute "look-up"('{7,8}')`);
  return JSON.stringify(rows);
}

describe('a prepared statement', () => {
  it('that was planned on an empty table goes by index once the table has grown, before it is analysed', async () => {
    await database.query('create table entry (id int primary key, word text) with (autovacuum_enabled = false)');
    await database.query('analyze entry');
    for (let run = 0; run < RUNS; run++) await lookUp();
    expect(await planInUse()).toContain('Seq Scan');

    await database.query(`insert into entry select n, repeat('word ', 20) from generate_series(1, 20000) n`);

    await eventually(async () => !(await planInUse()).includes('Seq Scan'));
    expect((await lookUp()).rows).toHaveLength(2);
  });
});
