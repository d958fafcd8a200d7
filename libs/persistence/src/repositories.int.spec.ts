import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Column, Entity, IsNull, type MigrationInterface, PrimaryColumn, type QueryRunner } from 'typeorm';
import { Database, mustChange, WrongRowCount } from './index';

@Entity('entry')
class Entry {
  @PrimaryColumn('int')
  id!: number;

  @Column('text')
  word!: string;

  @Column('jsonb', { nullable: true })
  detail!: object | null;

  @Column('date', { nullable: true })
  day!: string | null;
}

class Entries1796000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table entry (id int primary key, word text not null check (word <> ''), detail jsonb, day date)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table entry');
  }
}

const DUPLICATE = '23505';
const CHECK_VIOLATED = '23514';

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('repositories'),
    applicationName: 'repositories-spec',
    migrations: [Entries1796000000001],
    entities: [Entry],
    poolSize: 2,
  });
  await database.open();
}, 240_000);

afterAll(async () => {
  await database.close();
  await suite.cleanup();
});

beforeEach(() => database.query('truncate entry'));

const words = async () =>
  (await database.query<{ word: string }>('select word from entry order by id')).rows.map(({ word }) => word);

describe('a repository of a transaction', () => {
  it('reads and writes what statements of the transaction see, and commits with it', async () => {
    const [found, counted] = await database.transaction(async (tx) => {
      const entries = tx.manager.getRepository(Entry);
      tx.write(`insert into entry (id, word) values (1, 'one')`);
      await entries.insert({ id: 2, word: 'two', detail: { of: ['us'] }, day: '2026-03-01' });
      await mustChange('entry', 1, entries.update({ id: 1 }, { word: 'first' }));
      const { rows } = await tx.query<{ count: number }>('select count(*)::int as count from entry');
      return [await entries.find({ order: { id: 'asc' } }), rows[0]?.count];
    });

    expect(counted).toBe(2);
    expect(found).toEqual([
      { id: 1, word: 'first', detail: null, day: null },
      { id: 2, word: 'two', detail: { of: ['us'] }, day: '2026-03-01' },
    ]);
    expect(await words()).toEqual(['first', 'two']);
  });

  it('keeps nothing, of save neither, when the transaction fails', async () => {
    const failing = database.transaction(async (tx) => {
      await tx.manager.getRepository(Entry).save({ id: 1, word: 'one', detail: null, day: null });
      throw new Error('refused');
    });

    await expect(failing).rejects.toThrow('refused');
    expect(await words()).toEqual([]);
  });

  it('fails the transaction with its error, also when nobody minded it', async () => {
    const adding = (mind: (adding: Promise<unknown>) => Promise<unknown>) =>
      database.transaction(async (tx) => {
        await tx.query(`insert into entry (id, word) values (1, 'one')`);
        await mind(tx.manager.getRepository(Entry).insert({ id: 1, word: 'again' }));
      });

    await expect(adding((promise) => promise)).rejects.toMatchObject({ code: DUPLICATE });
    await expect(adding((promise) => promise.catch(() => undefined))).rejects.toMatchObject({ code: DUPLICATE });
    expect(await words()).toEqual([]);
  });

  it('hears of a write that failed before it, and the transaction fails with the error of that write', async () => {
    const failing = database.transaction(async (tx) => {
      tx.write(`insert into entry (id, word) values (1, '')`);
      await tx.manager.getRepository(Entry).findOneBy({ id: 1 });
    });

    await expect(failing).rejects.toMatchObject({ code: CHECK_VIOLATED });
  });

  it('refuses a transaction of its own and a stream', async () => {
    await expect(
      database.transaction((tx) => tx.manager.transaction((inner) => inner.insert(Entry, { id: 1, word: 'one' }))),
    ).rejects.toThrow('must not begin a transaction');
    await expect(database.transaction((tx) => tx.manager.createQueryBuilder(Entry, 'entry').stream())).rejects.toThrow(
      'must not stream',
    );
    expect(await words()).toEqual([]);
  });

  it('sends nothing once the transaction has ended', async () => {
    let late: Promise<unknown> = Promise.resolve();
    await database.transaction(async (tx) => {
      const entries = tx.manager.getRepository(Entry);
      tx.afterCommit(() => (late = entries.insert({ id: 1, word: 'late' })));
    });

    await expect(late).rejects.toThrow('The transaction has ended');
    expect(await words()).toEqual([]);
  });

  it('is tried again after a deadlock', async () => {
    await database.query(`insert into entry (id, word) values (1, ''||'a'), (2, 'a')`);
    let met = 0;
    let both: () => void = () => undefined;
    const meeting = new Promise<void>((resolve) => (both = resolve));
    const crossing = (first: number, second: number, letter: string) =>
      database.transaction(async (tx) => {
        const entries = tx.manager.getRepository(Entry);
        await entries.update({ id: first }, { word: () => `word || '${letter}'` });
        if (++met === 2) both();
        await meeting;
        await entries.update({ id: second }, { word: () => `word || '${letter}'` });
      });

    await Promise.all([crossing(1, 2, 'b'), crossing(2, 1, 'c')]);

    expect((await words()).map((word) => [...word].sort().join(''))).toEqual(['abc', 'abc']);
  });

  it('does not pass over a change of no row', async () => {
    const changing = database.transaction(async (tx) =>
      mustChange('entry', 1, await tx.manager.getRepository(Entry).update({ id: 9 }, { word: 'nine' })),
    );

    await expect(changing).rejects.toThrow(new WrongRowCount('entry', 1, 0));
  });

  it('asks for null by name: undefined and null in a condition are refused', async () => {
    await database.query(`insert into entry (id, word) values (1, 'one')`);
    const find = (day: unknown) =>
      database.transaction((tx) => tx.manager.getRepository(Entry).findBy({ day: day as string }));

    await expect(find(undefined)).rejects.toThrow();
    await expect(find(null)).rejects.toThrow();
    expect(await find(IsNull())).toHaveLength(1);
  });
});
