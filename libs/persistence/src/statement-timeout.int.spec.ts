import { testInfrastructure, type TestSuite } from '@redress/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database, isInfrastructureError, withStatementTimeout } from './index';

const LIMIT_MS = 150;
const TOO_LONG = 'select pg_sleep(0.4)';
const CANCELLED = { code: '57014' };

class Slow1796000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TOO_LONG);
  }

  async down(): Promise<void> {}
}

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('statement_timeout'),
    applicationName: 'statement-timeout-spec',
    migrations: [Slow1796000000001],
    poolSize: 1,
    statementTimeoutMs: LIMIT_MS,
  });
  await database.open();
}, 240_000);

afterAll(async () => {
  await database.close();
  await suite.cleanup();
});

const limitNow = async () =>
  (await database.query<{ limit: string }>(`select current_setting('statement_timeout') as limit`)).rows[0]?.limit;

describe('the limit to the time of a statement', () => {
  it('does not count for migrations, and counts on their connection afterwards', async () => {
    expect(await limitNow()).toBe(`${LIMIT_MS}ms`);
  });

  it('ends a statement, alone and in a transaction, as a failure of the database and not of the request', async () => {
    const alone = database.query(TOO_LONG);
    await expect(alone).rejects.toMatchObject(CANCELLED);
    const together = database.transaction(async (tx) => {
      tx.write(TOO_LONG);
    });
    await expect(together).rejects.toMatchObject(CANCELLED);

    expect(await alone.catch(isInfrastructureError)).toBe(true);
    expect((await database.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('is lifted for work that may take long, and for that work only', async () => {
    const long = await withStatementTimeout(0, async () => {
      await database.query(TOO_LONG);
      return database.transaction(async (tx) => (await tx.query<{ done: number }>(`${TOO_LONG}, 1 as done`)).rows);
    });

    expect(long).toMatchObject([{ done: 1 }]);
    expect(await limitNow()).toBe(`${LIMIT_MS}ms`);
    await expect(database.query(TOO_LONG)).rejects.toMatchObject(CANCELLED);
  });

  it('is shorter for what can be left out', async () => {
    await withStatementTimeout(20, async () => {
      await expect(database.query('select pg_sleep(0.1)')).rejects.toMatchObject(CANCELLED);
    });

    await database.query('select pg_sleep(0.1)');
  });
});
