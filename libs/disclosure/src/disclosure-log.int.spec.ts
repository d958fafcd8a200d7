import { InMemoryDirectory } from '@redress/access';
import { Database, newId } from '@redress/persistence';
import { aPerson, testInfrastructure, type TestSuite } from '@redress/testing';
import { FixedClock } from '@redress/time';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Disclosure, DisclosureAlarm, DisclosureLog, disclosureMigrations } from './index';

const READER = 'staff:lin.intake';
const COLLEAGUE = 'staff:wu.front';
const HANDLER = 'staff:he.handler';
const NINE = '2026-03-02T01:00:00.000Z';
const MANY = 5;

/** As much of custody as the log asks for; the table itself belongs to another library. */
class Custody1796000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table complaint_custody (complaint_id uuid primary key, handler_id text)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table complaint_custody');
  }
}

class Alarms extends DisclosureAlarm {
  readonly raised: [string, number][] = [];

  override revealsLimited(): void {}

  override manyComplaints(readerId: string, count: number): void {
    this.raised.push([readerId, count]);
  }
}

let suite: TestSuite;
let database: Database;
let alarms: Alarms;
let log: DisclosureLog;
let clock: { at: Date };

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('disclosure'),
    applicationName: 'disclosure-spec',
    migrations: [Custody1796000000002, ...disclosureMigrations],
  });
  await database.open();
}, 240_000);

beforeEach(async () => {
  await database.query('truncate disclosure, complaint_custody');
  const directory = new InMemoryDirectory();
  for (const person of [
    aPerson(READER, ['INTAKE_OFFICER']),
    aPerson(COLLEAGUE, ['FRONTLINE']),
    aPerson(HANDLER, ['UNIT_HANDLER'], { deputies: [COLLEAGUE] }),
  ]) {
    directory.apply(person.id, person);
  }
  alarms = new Alarms();
  clock = { at: new Date(NINE) };
  log = new DisclosureLog(database, directory, { now: () => clock.at } as FixedClock, alarms, { manyComplaints: MANY });
});

afterAll(async () => {
  await database?.close();
  await suite?.cleanup();
});

const reading = (complaintId: string, what: readonly string[], sub = READER, organisationId = 'acme') => {
  const disclosure = new Disclosure({ sub, organisationId }, 'readCase', 'CASE_WORK');
  for (const one of what) disclosure.note(complaintId, one);
  return disclosure;
};

const lines = (filter: Partial<Parameters<DisclosureLog['list']>[0]> = {}) =>
  log.list({ organisationId: 'acme', limit: 50, ...filter });

// D10, PR-01
describe('the log of disclosures', () => {
  it('says who opened what of which complaint, what for, in business and in real time', async () => {
    const complaintId = newId();
    const before = new Date();

    await log.record(reading(complaintId, ['follow_up.comment', 'resolution_plan.apology']));

    const [line, ...others] = await lines();
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      complaintId,
      readerId: READER,
      onBehalfOf: null,
      operation: 'readCase',
      opened: ['follow_up.comment', 'resolution_plan.apology'],
      purpose: 'CASE_WORK',
      note: null,
      times: 1,
      readAt: new Date(NINE),
      lastReadAt: new Date(NINE),
    });
    expect(Math.abs((line?.recordedAt.getTime() ?? 0) - before.getTime())).toBeLessThan(60_000);
  });

  it('has no line when nothing was opened', async () => {
    await log.record(reading(newId(), []));

    expect(await lines()).toEqual([]);
  });

  it('counts repeats within an hour in one line, and begins another in the next hour', async () => {
    const complaintId = newId();
    await log.record(reading(complaintId, ['evidence_item.description']));
    clock.at = new Date('2026-03-02T01:59:59.000Z');
    await log.record(reading(complaintId, ['evidence_item.description']));

    expect(await lines()).toMatchObject([{ times: 2, readAt: new Date(NINE), lastReadAt: clock.at }]);

    clock.at = new Date('2026-03-02T02:00:00.000Z');
    await log.record(reading(complaintId, ['evidence_item.description']));

    expect((await lines()).map(({ times }) => times)).toEqual([1, 2]);
  });

  it('has another line for another person, complaint, or anything else that was opened', async () => {
    const [one, other] = [newId(), newId()];
    await log.record(reading(one, ['evidence_item.description']));
    await log.record(reading(one, ['evidence_item.description', 'determination.content']));
    await log.record(reading(other, ['evidence_item.description']));
    await log.record(reading(one, ['evidence_item.description'], COLLEAGUE));

    expect((await lines()).map(({ times }) => times)).toEqual([1, 1, 1, 1]);
    expect(await lines({ readerId: COLLEAGUE })).toHaveLength(1);
    expect(await lines({ complaintId: one })).toHaveLength(3);
    expect(await lines({ complaintId: one, readerId: READER })).toHaveLength(2);
  });

  it('counts every one of those that come at once', async () => {
    const complaintId = newId();
    await Promise.all(Array.from({ length: 12 }, () => log.record(reading(complaintId, ['letter.content']))));

    expect(await lines()).toMatchObject([{ times: 12 }]);
  });

  it('names the handler for whom a deputy read', async () => {
    const complaintId = newId();
    await database.query('insert into complaint_custody values ($1, $2)', [complaintId, HANDLER]);
    await log.record(reading(complaintId, ['letter.content'], COLLEAGUE));
    await log.record(reading(complaintId, ['letter.content']));

    expect(await lines({ readerId: COLLEAGUE })).toMatchObject([{ onBehalfOf: HANDLER }]);
    expect(await lines({ readerId: READER })).toMatchObject([{ onBehalfOf: null }]);
  });

  it('has a line of its own for whatever was asked for with a purpose', async () => {
    const complaintId = newId();
    const ids = [newId(), newId()];
    for (const disclosureId of ids) {
      const disclosure = new Disclosure({ sub: READER, organisationId: 'acme' }, 'revealContact', undefined);
      disclosure.note(complaintId, 'dossier.intake');
      disclosure.narrow(complaintId, 'dossier.intake', ['complainant.email']);
      disclosure.state({ disclosureId, purpose: 'LEGAL', note: Buffer.from('sealed') });
      await log.record(disclosure);
    }

    expect(await lines()).toMatchObject(
      ids.toReversed().map((disclosureId) => ({
        disclosureId,
        opened: ['complainant.email'],
        purpose: 'LEGAL',
        times: 1,
        note: Buffer.from('sealed'),
      })),
    );
  });

  it('refuses what has no purpose, and writes nothing', async () => {
    const disclosure = new Disclosure({ sub: READER, organisationId: 'acme' }, 'revealContact', undefined);
    disclosure.note(newId(), 'dossier.intake');

    await expect(log.record(disclosure)).rejects.toThrow('without a stated purpose');
    expect(await lines()).toEqual([]);
  });

  it('is read page by page, each organisation its own', async () => {
    const complaintId = newId();
    for (const what of ['a.a', 'b.b', 'c.c']) await log.record(reading(complaintId, [what]));
    await log.record(reading(complaintId, ['d.d'], READER, 'globex'));

    const first = await lines({ limit: 2 });
    const second = await lines({ limit: 2, before: first[1]?.disclosureId });

    expect([...first, ...second].map(({ opened }) => opened)).toEqual([['c.c'], ['b.b'], ['a.a']]);
    const [theirs] = await lines({ organisationId: 'globex' });
    expect(theirs?.opened).toEqual(['d.d']);
    expect(await log.find(theirs?.disclosureId ?? '', 'acme')).toBeUndefined();
    expect(await log.find(theirs?.disclosureId ?? '', 'globex')).toMatchObject({ opened: ['d.d'] });
  });

  it('raises the alarm once when one person reads unusually many complaints within an hour', async () => {
    const complaints = Array.from({ length: MANY + 2 }, () => newId());
    const [first = ''] = complaints;
    for (let repeat = 0; repeat < MANY; repeat++) await log.record(reading(first, ['letter.content']));
    for (const complaintId of complaints.slice(1, MANY - 1)) await log.record(reading(complaintId, ['letter.content']));
    await log.record(reading(newId(), ['letter.content'], COLLEAGUE));
    expect(alarms.raised).toEqual([]);

    for (const complaintId of complaints.slice(MANY - 1)) await log.record(reading(complaintId, ['letter.content']));

    expect(alarms.raised).toEqual([[READER, MANY]]);
  });

  it('does not count what was read more than an hour ago', async () => {
    for (let read = 0; read < MANY * 2; read++) {
      clock.at = new Date(new Date(NINE).getTime() + read * 20 * 60_000);
      await log.record(reading(newId(), ['letter.content']));
    }

    expect(alarms.raised).toEqual([]);
  });
});
