import { Database } from '@redress/persistence';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Analytics1796000000601 } from '../../database/migrations/analytics.migration';
import { SqlComplaintList, type ListedComplaint, type ListWish } from './sql-complaint-list';

const ROWS = 20_000;
const PAGE = 20;
/** A page of rows lies in as many pages at worst, behind a few levels of index, in each of four lanes. */
const PAGES_TOUCHED = 200;

/** Unit RARE has few complaints, and has closed none of late. */
const SEED = `
insert into complaint_fact (complaint_id, complaint_no, organisation_id, received_on, kind, state, category, channel,
  severity, priority, unit_id, breached_clocks, fold)
select gen_random_uuid(), 'NO-' || n, case when n % 100 = 3 then 'other' else 'acme' end, date '2026-03-31' - n % 700,
  'COMPLAINT', case when n % 2 = 0 and n % 4000 <> 10 then 'CLOSED' else 'ASSIGNED' end,
  case when n % 5000 = 7 then 'RARE' else 'COMMON' end, 'EMAIL', 'MAJOR', 'P1',
  case when n % 4000 = 10 then 'RARE' when n % 10 = 9 then null when n % 3 = 0 then 'QA' else 'CS' end,
  case when n % 500 = 1 then array['RESOLUTION'] else '{}' end, '{}'
from generate_series(1, $1) as n`;

const WISHES: Readonly<Record<string, Partial<ListWish>>> = {
  'a state': { dimension: 'STATE', value: 'CLOSED' },
  'a state in one unit': { dimension: 'STATE', value: 'CLOSED', units: ['QA'] },
  'a state that a unit does not have': { dimension: 'STATE', value: 'CLOSED', units: ['RARE'] },
  'a rare category': { dimension: 'CATEGORY', value: 'RARE' },
  'a rare category in one unit': { dimension: 'CATEGORY', value: 'RARE', units: ['CS'] },
  'a unit': { dimension: 'UNIT', value: 'CS' },
  'a unit beyond the reach': { dimension: 'UNIT', value: 'CS', units: ['QA'] },
  'missed clocks': { dimension: 'BREACHED_CLOCK', value: 'RESOLUTION' },
  'missed clocks of one unit': { dimension: 'BREACHED_CLOCK', value: 'RESOLUTION', units: ['QA'] },
  'the next page': {
    dimension: 'STATE',
    value: 'CLOSED',
    after: { receivedOn: '2026-02-14', complaintId: '80000000-0000-0000-0000-000000000000' },
  },
  'a page far behind the first': {
    dimension: 'STATE',
    value: 'CLOSED',
    after: { receivedOn: '2025-02-14', complaintId: '80000000-0000-0000-0000-000000000000' },
  },
  'a page far behind the first, of a unit': {
    dimension: 'UNIT',
    value: 'CS',
    after: { receivedOn: '2025-02-14', complaintId: '80000000-0000-0000-0000-000000000000' },
  },
  'a page after one that lies behind the period': {
    dimension: 'STATE',
    value: 'CLOSED',
    after: { receivedOn: '2026-03-25', complaintId: '80000000-0000-0000-0000-000000000000' },
  },
};

const wishes = Object.entries(WISHES).map(([name, wish]) => ({ name, wish: wished(wish) }));

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('complaint_list'),
    applicationName: 'complaint-list-test',
    migrations: [Analytics1796000000601],
  });
  await database.open();
  await database.query(SEED, [ROWS]);
  // With many pages for few rows, so that passing by what is not listed shows.
  for (const index of ['complaint_fact_by_state', 'complaint_fact_by_unit_id']) {
    await database.query(`alter index ${index} set (fillfactor = 10)`);
    await database.query(`reindex index ${index}`);
  }
  await database.query('analyze complaint_fact');
}, 120_000);

afterAll(async () => {
  await database?.close();
  await suite?.cleanup();
});

describe('a page of complaints behind a figure', () => {
  it.each(wishes)('holds $name', async ({ wish }) => {
    const page = await new SqlComplaintList().find(database, wish);

    expect(page.map(({ complaintId }) => complaintId)).toEqual(await plainly(wish));
  });

  it.each(wishes)('touches little for $name', async ({ wish }) => {
    const plans: Record<string, unknown>[] = [];
    const explaining = {
      query: async (text: string, params: unknown[]) => {
        const { rows } = await database.query<{ 'QUERY PLAN': [{ Plan: Record<string, unknown> }] }>(
          `explain (analyze, buffers, format json) ${text}`,
          params,
        );
        plans.push(rows[0]?.['QUERY PLAN'][0].Plan ?? {});
        return database.query<ListedComplaint>(text, params);
      },
    } as unknown as Database;
    await new SqlComplaintList().find(explaining, wish);

    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      expect(JSON.stringify(plan)).not.toContain('"Seq Scan"');
      expect(Number(plan['Shared Hit Blocks']) + Number(plan['Shared Read Blocks'])).toBeLessThan(PAGES_TOUCHED);
    }
  });
});

function wished(wish: Partial<ListWish>): ListWish {
  return {
    organisationId: 'acme',
    kind: 'COMPLAINT',
    dimension: 'STATE',
    value: '',
    period: { from: '2025-01-01', to: '2026-03-20' },
    units: undefined,
    after: undefined,
    limit: PAGE,
    ...wish,
  };
}

/** The same, by reading everything and choosing afterwards. */
async function plainly({ dimension, value, period, units, after, limit }: ListWish): Promise<string[]> {
  const { rows } = await database.query<Record<string, string> & { breached_clocks: string[] }>(
    `select complaint_id, received_on, state, category, unit_id, breached_clocks from complaint_fact
     where organisation_id = 'acme'`,
  );
  const column = { STATE: 'state', CATEGORY: 'category', UNIT: 'unit_id' }[dimension as 'STATE'];
  const key = (day: string | undefined, id: string | undefined) => `${day} ${id}`;
  return rows
    .filter(
      (row) =>
        (column ? row[column] === value : row.breached_clocks.includes(value)) &&
        (row['received_on'] ?? '') >= period.from &&
        (row['received_on'] ?? '') <= period.to &&
        (!units || units.includes(row['unit_id'] ?? '')) &&
        (!after || key(row['received_on'], row['complaint_id']) < key(after.receivedOn, after.complaintId)),
    )
    .map((row) => key(row['received_on'], row['complaint_id']))
    .sort()
    .reverse()
    .slice(0, limit)
    .map((text) => text.split(' ')[1] ?? '');
}
