import { machines } from '@redress/contracts';
import { Database, newId } from '@redress/persistence';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Routing1796000000101 } from '../database/migrations/routing.migration';
import type { SlaClock } from './domain/sla-clock';
import { SqlSlaClocks } from './sql-sla-clocks';

const clocks = new SqlSlaClocks();
const startedAt = new Date('2026-03-02T01:15:00.000Z');
const dueAt = new Date('2026-03-05T01:15:00.000Z');

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('sla_clocks'),
    applicationName: 'sla-clocks-spec',
    migrations: [Routing1796000000101],
  });
  await database.open();
}, 120_000);

afterAll(async () => {
  await database.close();
  await suite.cleanup();
});

const aClock = (given: Pick<SlaClock, 'complaintId' | 'key'> & Partial<SlaClock>): SlaClock => ({
  clockId: newId(),
  cycle: 0,
  run: 0,
  policy: {
    code: 'RESOLUTION',
    class: 'OPERATIONAL',
    profile: 'B',
    limit: { amount: 3, unit: 'CAL_D' },
    calendarId: 'CN',
  },
  segments: [{ kind: 'START', at: startedAt }],
  state: machines.clock.state.RUNNING,
  startedAt,
  dueAt,
  warn50At: null,
  warn80At: null,
  late150At: null,
  late200At: null,
  endedAt: null,
  toldPercent: 0,
  provisional: false,
  ...given,
});

const save = (...saved: SlaClock[]) => database.transaction((tx) => clocks.save(tx, saved));

describe('clocks in the database', () => {
  it('keep what they are about, so that two subjects of one complaint have the same clock', async () => {
    const complaintId = newId();
    const own = aClock({ complaintId, key: 'RESOLUTION/0' });
    const theirs = ['r1', 'r2'].map((id) =>
      aClock({ complaintId, key: `REMEDY_LINE:${id}/RESOLUTION/0`, subject: { kind: 'REMEDY_LINE', id } }),
    );

    await save(own, ...theirs);

    expect(await clocks.load(database, [complaintId])).toEqual([...theirs, own]);
    expect((await clocks.find(database, [theirs[1]!.clockId])).get(theirs[1]!.clockId)?.subject).toEqual({
      kind: 'REMEDY_LINE',
      id: 'r2',
    });
  });

  it('are due for every subject', async () => {
    const complaintId = newId();
    const due = new Date('2026-01-05T00:00:00.000Z');
    await save(
      aClock({ complaintId, key: 'RESOLUTION/0', dueAt: due }),
      aClock({ complaintId, key: 'RECALL:c1/RESOLUTION/0', dueAt: due, subject: { kind: 'RECALL', id: 'c1' } }),
    );

    expect(await clocks.countDue(database, due)).toBe(2);
  });

  it('of one subject are there once', async () => {
    const complaintId = newId();
    const subject = { kind: 'RECALL', id: 'c1' };
    const key = 'RECALL:c1/RESOLUTION/0';
    await save(aClock({ complaintId, key, subject }));

    await expect(save(aClock({ complaintId, key, subject }))).rejects.toThrow(/duplicate key/);
  });
});
