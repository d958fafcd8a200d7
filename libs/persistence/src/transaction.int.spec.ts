import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Database } from './index';

const DUPLICATE = '23505';

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('transactions'),
    applicationName: 'transaction-spec',
    migrations: [],
    poolSize: 2,
  });
  await database.open();
  await database.query('create table entry (id int primary key, at int)');
}, 240_000);

afterAll(async () => {
  await database.close();
  await suite.cleanup();
});

beforeEach(() => database.query('truncate entry'));

const ids = async () =>
  (await database.query<{ id: number }>('select id from entry order by id')).rows.map(({ id }) => id);
const add = 'insert into entry (id) values ($1)';

describe('a transaction', () => {
  it('runs what is called in the order of the calls, whether or not anybody waits', async () => {
    const seen = await database.transaction(async (tx) => {
      tx.write(add, [1], 'add');
      tx.write(add, [2], 'add');
      const counting = tx.query<{ count: number }>('select count(*)::int as count from entry');
      tx.write(add, [3], 'add');
      return (await counting).rows[0]?.count;
    });

    expect(seen).toBe(2);
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it('fails at the commit with the error of a write that failed, and keeps nothing', async () => {
    const failing = database.transaction(async (tx) => {
      tx.write(add, [1]);
      tx.write(add, [1]);
      tx.write(add, [2]);
    });

    await expect(failing).rejects.toMatchObject({ code: DUPLICATE });
    expect(await ids()).toEqual([]);
  });

  it('fails with that error also where a later statement hears of it first', async () => {
    const failing = database.transaction(async (tx) => {
      tx.write(add, [1]);
      tx.write(add, [1]);
      await tx.query('select 1');
    });

    await expect(failing).rejects.toMatchObject({ code: DUPLICATE });
  });

  it('leaves the error that its work throws as it is', async () => {
    const failing = database.transaction(async (tx) => {
      tx.write(add, [1]);
      throw new Error('refused');
    });

    await expect(failing).rejects.toThrow('refused');
    expect(await ids()).toEqual([]);
  });

  // architecture 5.1
  it('does not pass for committed when the failure of a statement was not minded', async () => {
    const hooks: string[] = [];
    const failing = database.transaction(async (tx) => {
      tx.afterCommit(() => hooks.push('committed'));
      await tx.query(add, [1]);
      await tx.query(add, [1]).catch(() => undefined);
    });

    await expect(failing).rejects.toThrow('A statement of the transaction had failed');
    expect(await ids()).toEqual([]);
    expect(hooks).toEqual([]);
  });

  it('is tried again after a deadlock that a write ran into', async () => {
    await database.query('insert into entry (id, at) values (1, 0), (2, 0)');
    let met = 0;
    let both: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => (both = resolve));
    const crossing = (first: number, second: number) =>
      database.transaction(async (tx) => {
        await tx.query('update entry set at = at + 1 where id = $1', [first]);
        if (++met === 2) both();
        await meeting;
        tx.write('update entry set at = at + 1 where id = $1', [second]);
      });

    await Promise.all([crossing(1, 2), crossing(2, 1)]);

    expect((await database.query('select at from entry order by id')).rows).toEqual([{ at: 2 }, { at: 2 }]);
  });

  it('leaves its connection usable, with what it had prepared, after a failure', async () => {
    for (let round = 0; round < 3; round += 1) {
      await database
        .transaction(async (tx) => {
          tx.write(add, [7], 'add-seven');
          tx.write(add, [7], 'add-seven');
        })
        .catch(() => undefined);
    }
    await database.transaction(async (tx) => tx.write(add, [7], 'add-seven'));

    expect(await ids()).toEqual([7]);
  });
});
