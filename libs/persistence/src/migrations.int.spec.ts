import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database, ServiceDataSource, type MigrationClass } from './index';

class First1796000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table first (id int)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table first');
  }
}

/** Slow, and it fails when it runs twice. */
class Slow1796000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('select pg_sleep(0.3)');
    await runner.query('create table slow (id int)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table slow');
  }
}

class Failing1796000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table half (id int)');
    await runner.query('create table half (id int)');
  }

  async down(): Promise<void> {}
}

const SILENT = { debug: () => undefined, warn: () => undefined };

let suite: TestSuite;
let url: string;
let count = 0;

beforeAll(async () => {
  suite = await testInfrastructure();
}, 240_000);

beforeEach(async () => {
  url = await suite.databaseUrl(`migrations_${++count}`);
});

afterAll(() => suite.cleanup());

const database = (migrations: readonly MigrationClass[]) =>
  new Database({ url, applicationName: `migrations-spec-${count}`, migrations, poolSize: 2 });

/** What other sessions than the one that asks leave behind. */
async function left(): Promise<{ sessions: number; locks: number }> {
  const watching = new Database({ url, applicationName: 'watching', migrations: [], poolSize: 1 });
  await watching.open();
  try {
    const { rows } = await watching.query<{ sessions: number; locks: number }>(
      `select (select count(*)::int from pg_stat_activity where application_name = $1) as sessions,
         (select count(*)::int from pg_locks where locktype = 'advisory'
            and database = (select oid from pg_database where datname = current_database())) as locks`,
      [`migrations-spec-${count}`],
    );
    return rows[0] as { sessions: number; locks: number };
  } finally {
    await watching.close();
  }
}

describe('migrations', () => {
  it('run once, however many replicas start together, and leave no lock', async () => {
    const replicas = Array.from({ length: 6 }, () => database([First1796000000001, Slow1796000000002]));

    await Promise.all(replicas.map((replica) => replica.open()));

    const { rows } = await (replicas[0] as Database).query('select name from schema_migration order by id');
    expect(rows).toEqual([{ name: 'First1796000000001' }, { name: 'Slow1796000000002' }]);
    expect((await left()).locks).toBe(0);
    await Promise.all(replicas.map((replica) => replica.close()));
  });

  it('undo their own half when they fail, keep those before, and leave no connection', async () => {
    const failing = database([First1796000000001, Failing1796000000003]);

    await expect(failing.open()).rejects.toMatchObject({ code: '42P07' });

    await eventually(async () => (await left()).sessions === 0);
    const mended = database([First1796000000001]);
    await mended.open();
    const { rows } = await mended.query(
      `select tablename from pg_tables where schemaname = 'public' order by tablename`,
    );
    expect(rows).toEqual([{ tablename: 'first' }, { tablename: 'schema_migration' }]);
    await mended.close();
  });

  it('leave no connection when the server cannot be reached', async () => {
    const nowhere = new Database({ url: 'postgres://127.0.0.1:1/none', applicationName: 'nowhere', migrations: [] });

    await expect(nowhere.open()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(() => nowhere.pool).toThrow('The database is not open');
    await nowhere.close();
  });

  it('go down one by one, the last one first, and up again', async () => {
    const dataSource = new ServiceDataSource({
      url,
      applicationName: 'migrations-spec',
      migrations: [First1796000000001, Slow1796000000002],
      logger: SILENT,
    });
    await dataSource.initialize();
    const tables = async () =>
      (
        await dataSource.query<{ tablename: string }[]>(
          `select tablename from pg_tables where schemaname = 'public' order by tablename`,
        )
      ).map(({ tablename }) => tablename);
    try {
      await dataSource.runMigrations();
      expect(await tables()).toEqual(['first', 'schema_migration', 'slow']);
      await dataSource.undoLastMigration();
      expect(await tables()).toEqual(['first', 'schema_migration']);
      await dataSource.undoLastMigration();
      expect(await tables()).toEqual(['schema_migration']);
      await dataSource.runMigrations();
      expect(await tables()).toEqual(['first', 'schema_migration', 'slow']);
    } finally {
      await dataSource.destroy();
    }
    expect((await left()).locks).toBe(0);
  });

  it('refuse tables that an unreleased draft made, with what to do, and change nothing; a newer release is no draft', async () => {
    const drafts = await suite.databaseUrl('drafts');
    const open = (migrations: readonly MigrationClass[]) =>
      new Database({ url: drafts, applicationName: 'migrations-spec', migrations, logger: SILENT });
    const [draft, release, older] = [open([First1796000000001]), open([Slow1796000000002]), open([First1796000000001])];
    await draft.open();

    await expect(release.open()).rejects.toThrow(/unreleased draft .*First1796000000001.*--reset/);

    const { rows } = await draft.query('select name from schema_migration');
    expect(rows).toEqual([{ name: 'First1796000000001' }]);
    await draft.query(`insert into schema_migration (timestamp, name) values (1796000000002, 'Slow1796000000002')`);
    await older.open();
    await Promise.all([draft.close(), older.close()]);
  });

  it.each([
    ['a number twice', [First1796000000001, First1796000000001]],
    ['a lower number after a higher one', [Slow1796000000002, First1796000000001]],
  ])('are refused when their list has %s: TypeORM would run them in another order', (_, migrations) => {
    expect(() => new ServiceDataSource({ url, applicationName: 'order', migrations })).toThrow('is not higher');
  });
});
