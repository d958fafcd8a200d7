import { Database } from '@redress/persistence';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { tablesOf } from '../service-data-source';
import { StoredDrivenClock } from './stored-driven-clock';

const at = (time: string) => new Date(`2026-03-02T${time}:00.000Z`);

describe('a driven clock', () => {
  let suite: TestSuite;
  let database: Database;

  beforeAll(async () => {
    suite = await testInfrastructure();
    const tables = tablesOf({ name: 'intake', migrations: [] });
    database = new Database({ url: await suite.databaseUrl('clock'), applicationName: 'driven-clock', ...tables });
    await database.open();
  }, 240_000);

  afterAll(async () => {
    await database.close();
    await suite.cleanup();
  });

  const open = (startsAt: Date) =>
    StoredDrivenClock.open(database, startsAt, (error) => {
      throw error;
    });

  it('stands where it stood, or where it is to start when that is later', async () => {
    const clock = await open(at('08:00'));
    clock.advanceTo(at('10:00'));
    await clock.settled();

    expect((await open(at('08:00'))).now()).toEqual(at('10:00'));
    expect((await open(at('11:00'))).now()).toEqual(at('11:00'));
  });

  it('does not go back when a replica is told later of an earlier time', async () => {
    const [one, other] = [await open(at('12:00')), await open(at('12:00'))];
    one.advanceTo(at('14:00'));
    await one.settled();
    other.advanceTo(at('13:00'));
    await other.settled();

    expect((await open(at('12:00'))).now()).toEqual(at('14:00'));
  });
});
