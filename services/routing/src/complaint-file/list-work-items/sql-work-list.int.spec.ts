import { Database } from '@redress/persistence';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { Routing1796000000101 } from '../../database/migrations/routing.migration';
import { workListStatement, type WorkListQuery } from './sql-work-list';

const NOW = new Date('2026-03-02T09:00:00.000Z');
const LATER = new Date('2026-03-06T09:00:00.000Z');
const ROWS = 20_000;
const PAGE = 20;
/** A page of rows lies in as many pages at worst, behind a few levels of index, in each of three lanes. */
const PAGES_TOUCHED = 150;

interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: Plan }[];
}

/** Unit RARE has few complaints among all, and BARE none. A sixth is handled by one person in CS, a twelfth by one in QA. */
const SEED = `
insert into work_item (complaint_id, complaint_no, organisation_id, channel, complainant_type, receiving_unit, received_at,
  registered_at, handling, kind, category, severity, urgency, priority, flags, unit_id, handler_id, earlier_handlers, state, state_seq,
  is_final, returns, is_open, cycle, level, escalation_causes, due_at, due_soon_at, version)
select gen_random_uuid(), 'NO-' || n, 'acme', 'EMAIL', 'CONSUMER', 'CS', $1::timestamptz - n * interval '1 minute', $1,
  'NORMAL', 'COMPLAINT',
  case when n % 5000 = 7 then 'RARE' else 'COMMON' end, 'MAJOR', 'NORMAL', 'P' || (1 + n % 3), '{}',
  case when n % 4000 = 11 then 'RARE' when n % 3 = 0 then 'QA' else 'CS' end,
  case when n % 1000 = 13 then 'staff:me' when n % 12 in (1, 4) then 'staff:far' when n % 12 = 3 then 'staff:near' else 'staff:' || n % 50 end, '{}',
  case when n % 2 = 0 then 'CLOSED' when n % 1000 = 1 then 'PENDING_APPROVAL' else 'UNDER_INVESTIGATION' end, 5,
  false, 0, n % 2 <> 0, 0, 0, '[]',
  case when n % 4999 = 2 then 'infinity' else $1::timestamptz + n * interval '1 minute' end,
  case when n % 4999 = 2 then 'infinity' else $1::timestamptz + (n - (n % 7000) / 6999 * 30000 - 1) * interval '1 minute' end,
  1
from generate_series(1, $2) as n`;

const busy = { units: ['RARE', 'QA', 'BARE'], handlerId: 'staff:near' };
const lanes = { units: ['RARE', 'QA', 'BARE'], handlerId: 'staff:me' };

const QUESTIONS: Readonly<Record<string, Partial<WorkListQuery>>> = {
  'everything that is due': {},
  'by priority': { sort: 'priority' },
  'by receipt': { sort: 'received' },
  'a rare category': { category: 'RARE' },
  'a category that is not there': { category: 'NOWHERE' },
  'a rare state': { state: 'PENDING_APPROVAL' },
  'an ended state': { state: 'CLOSED' },
  'what is overdue': { clock: 'overdue' },
  'what is overdue in a category': { clock: 'overdue', category: 'RARE', now: LATER },
  'what is overdue in a state': { clock: 'overdue', state: 'PENDING_APPROVAL', now: LATER },
  'what is overdue later': { clock: 'overdue', now: LATER },
  'the next page of what is overdue': {
    clock: 'overdue',
    now: LATER,
    after: { key: ['2026-03-04 00:00:00+00'], id: '00000000-0000-0000-0000-000000000000' },
  },
  'what is overdue by priority': { clock: 'overdue', sort: 'priority', now: LATER },
  'what is due before a day': { dueBefore: LATER.toISOString() },
  'what is due soon': { clock: 'due-soon' },
  'a unit': { unit: 'QA' },
  'a unit that is not one of his': { unit: 'CS' },
  'a handler': { handler: 'staff:me' },
  'a handler in a unit': { handler: 'staff:near', unit: 'QA' },
  'a handler in a unit that is not one of his': { handler: 'staff:far', unit: 'CS' },
  'a handler with much elsewhere': { handler: 'staff:far' },
  'what is overdue of a handler with much': { handler: 'staff:near', clock: 'overdue', now: LATER },
  'a handler in a state': { handler: 'staff:near', state: 'UNDER_INVESTIGATION' },
  'a handler in a state, with much elsewhere': { handler: 'staff:far', state: 'UNDER_INVESTIGATION' },
  'a handler in a state and a unit': { handler: 'staff:near', state: 'UNDER_INVESTIGATION', unit: 'QA' },
  'what a handler has closed': { handler: 'staff:7', state: 'CLOSED' },
  'what a handler has closed elsewhere': { handler: 'staff:far', state: 'CLOSED' },
  'a handler by priority': { handler: 'staff:me', sort: 'priority' },
  'a number': { complaintNo: 'NO-9' },
  'the next page': { after: { key: ['2026-03-04 00:00:00+00'], id: '00000000-0000-0000-0000-000000000000' } },
};

let suite: TestSuite;
let database: Database;

beforeAll(async () => {
  suite = await testInfrastructure();
  database = new Database({
    url: await suite.databaseUrl('work_list'),
    applicationName: 'work-list-test',
    migrations: [Routing1796000000101],
  });
  await database.open();
  await database.query(SEED, [NOW, ROWS]);
  await database.query('analyze work_item');
}, 120_000);

afterAll(async () => {
  await database?.close();
  await suite?.cleanup();
});

const questions = Object.entries(QUESTIONS).flatMap(([name, question]) => [
  { name: `${name}, of all units`, question: asked(question) },
  { name: `${name}, of some units`, question: { ...asked(question), visible: lanes } },
  { name: `${name}, of some units and much of his own`, question: { ...asked(question), visible: busy } },
]);

// architecture 5.10
describe('a page of the work list', () => {
  it.each(questions)('holds $name', async ({ question }) => {
    const { text, params } = workListStatement(question);
    const { rows } = await database.query<{ complaint_id: string }>(text, params);

    expect(rows.map((row) => row.complaint_id)).toEqual(await plainly(question));
  });

  it.each(questions)('touches little for $name', async ({ question }) => {
    const plan = await planOf(question);

    expect(JSON.stringify(plan)).not.toContain('"Seq Scan"');
    expect(pagesOf(plan)).toBeLessThan(PAGES_TOUCHED);
  });
});

describe('a page of what is overdue, with statistics from before much came due', () => {
  // By priority all that is overdue may be read.
  const overdue = questions.filter(({ question }) => question.clock === 'overdue' && question.sort === 'due');

  beforeAll(async () => {
    // Nothing is due for months, as far as the planner knows.
    await database.query(
      `select pg_restore_attribute_stats('schemaname', current_schema()::text, 'relname', 'work_item',
         'attname', 'due_at', 'inherited', false, 'null_frac', 0::real, 'avg_width', 8, 'n_distinct', -1::real,
         'histogram_bounds', (select array_agg(at)::text
           from generate_series($1::timestamptz, $1::timestamptz + interval '1000 hours', interval '1 hour') as at))`,
      [new Date('2026-06-01T00:00:00.000Z')],
    );
    // As an index is after much has come and gone: with more pages, and so a little more costly than that of all due
    // times.
    for (const index of [
      'work_item_unit',
      'work_item_unit_category',
      'work_item_unit_state',
      'work_item_handler_unit',
    ]) {
      await database.query(`alter index ${index} set (fillfactor = 10)`);
      await database.query(`reindex index ${index}`);
    }
  });

  it.each(overdue)('touches little for $name', async ({ question }) => {
    expect(pagesOf(await planOf(question))).toBeLessThan(PAGES_TOUCHED);
  });
});

type Plan = Readonly<Record<string, unknown>>;

/** How the server answered the question, which it did. */
async function planOf(question: WorkListQuery): Promise<Plan> {
  const { text, params } = workListStatement(question);
  const { rows } = await database.query<Explained>(`explain (analyze, buffers, format json) ${text}`, params);
  return rows[0]?.['QUERY PLAN'][0]?.Plan ?? {};
}

function pagesOf(plan: Plan): number {
  return Number(plan['Shared Hit Blocks']) + Number(plan['Shared Read Blocks']);
}

function asked(question: Partial<WorkListQuery>): WorkListQuery {
  return { organisationId: 'acme', sort: 'due', now: NOW, limit: PAGE, ...question };
}

/** The same, by reading everything and choosing afterwards. */
async function plainly(question: WorkListQuery): Promise<string[]> {
  interface Row {
    readonly complaint_id: string;
    readonly complaint_no: string;
    readonly is_open: boolean;
    readonly state: string;
    readonly queue_unit: string;
    readonly handler_id: string;
    readonly category: string;
    readonly priority: string;
    readonly due: number;
    readonly soon: number;
    readonly received: number;
  }
  const { rows } = await database.query<Row>(
    `select complaint_id, complaint_no, is_open, state, queue_unit, handler_id, category, priority,
       extract(epoch from due_at)::float8 as due, extract(epoch from due_soon_at)::float8 as soon,
       extract(epoch from received_at)::float8 as received from work_item`,
  );
  const now = question.now.getTime() / 1_000;
  const { visible, after } = question;
  const afterMs = after ? Date.parse(after.key[0]?.replace(' ', 'T').replace('+00', 'Z') ?? '') / 1_000 : -Infinity;
  const isListed = (row: Row): boolean =>
    (question.complaintNo !== undefined || question.state === 'CLOSED' || row.is_open) &&
    (question.complaintNo === undefined || row.complaint_no === question.complaintNo) &&
    (question.state === undefined || row.state === question.state) &&
    (question.unit === undefined || row.queue_unit === question.unit) &&
    (question.handler === undefined || row.handler_id === question.handler) &&
    (question.category === undefined || row.category === question.category) &&
    (question.clock !== 'overdue' || row.due <= now) &&
    (question.dueBefore === undefined || row.due < Date.parse(question.dueBefore) / 1_000) &&
    (question.clock !== 'due-soon' || (row.due > now && row.soon <= now)) &&
    (!visible || visible.units.includes(row.queue_unit) || row.handler_id === visible.handlerId) &&
    row.due >= afterMs;
  const keyOf = (row: Row): readonly (string | number)[] =>
    ({ due: [row.due], priority: [row.priority, row.due], received: [row.received] })[question.sort];
  const compare = (a: Row, b: Row): number => {
    const [one, other] = [
      [...keyOf(a), a.complaint_id],
      [...keyOf(b), b.complaint_id],
    ];
    const at = one.findIndex((part, index) => part !== other[index]);
    return at < 0 ? 0 : (one[at] as string) < (other[at] as string) ? -1 : 1;
  };
  return rows
    .filter(isListed)
    .sort(compare)
    .slice(0, question.limit)
    .map((row) => row.complaint_id);
}
