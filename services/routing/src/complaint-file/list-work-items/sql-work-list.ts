import { STATES, type ComplaintState } from '@redress/contracts';
import { Injectable } from '@nestjs/common';
import { Database } from '@redress/persistence';
import type { WorkItemRow } from '../../work-item/sql-work-items';

export interface WorkListQuery {
  /** Work of no other one is listed. */
  readonly organisationId: string;
  readonly unit?: string | undefined;
  readonly handler?: string | undefined;
  readonly state?: ComplaintState | undefined;
  readonly category?: string | undefined;
  readonly complaintNo?: string | undefined;
  readonly clock?: 'overdue' | 'due-soon' | undefined;
  readonly dueBefore?: string | undefined;
  readonly sort: 'due' | 'priority' | 'received';
  readonly after?: { readonly key: readonly string[]; readonly id: string } | undefined;
  readonly now: Date;
  /** Absent: every unit of the organisation. */
  readonly visible?: { readonly units: readonly string[]; readonly handlerId: string } | undefined;
  readonly limit: number;
}

export interface ListedRow extends WorkItemRow {
  queue_unit: string;
  /** Where the row stands in the order, exactly. */
  sort_key: string[];
}

/** Columns of each order, as in the indexes, with their types. The complaint id breaks ties. */
const ORDERS = {
  due: [['due_at', 'timestamptz']],
  priority: [
    ['priority', 'text'],
    ['due_at', 'timestamptz'],
  ],
  received: [['received_at', 'timestamptz']],
} as const;

/** Pages of the work list; every filter and every order has an index. */
@Injectable()
export class SqlWorkList {
  constructor(private readonly database: Database) {}

  async page(query: WorkListQuery): Promise<ListedRow[]> {
    const { text, params } = workListStatement(query);
    return (await this.database.query<ListedRow>(text, params)).rows;
  }
}

type Given = (value: unknown) => string;

/** A column that must have a value, as SQL. */
type Lead = readonly [column: string, value: string];

/**
 * The statement behind a page. A reader who does not see every unit sees lanes: one for each unit, and one for each
 * other unit in which the reader handles something. Each lane gives the beginning of its own order from an index, so
 * that a page costs as much as the lanes are many, and not as much as lies in the queues of others.
 */
export function workListStatement(query: WorkListQuery): { readonly text: string; readonly params: unknown[] } {
  const params: unknown[] = [];
  const given: Given = (value) => `$${params.push(value)}`;
  const { leads, filters, dueBounds, after } = conditionsOf(query, given);
  const columns = ORDERS[query.sort].map(([column]) => column);
  const order = [...columns, 'complaint_id'];
  const limit = given(query.limit);
  const isDueSoon = query.clock === 'due-soon';
  const source = isDueSoon ? dueSoon(given(query.now)) : 'work_item';
  const rowsOf = query.sort === 'due' && dueBounds.length > 0 ? rangeOf : lanesOf;
  /** The first rows that have the values of the leads, which come first in the order too: only one index has it. */
  const begin = (own: readonly Lead[], condition?: string): string => {
    const where = [...rowsOf(own, dueBounds, after), ...filters, ...(condition ? [condition] : [])];
    return `select * from ${source} ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
      order by ${[...own.map(([column]) => column), ...order].join(', ')} limit ${limit}`;
  };
  const listed = (from: string): { text: string; params: unknown[] } => ({
    text: `select *, array[${columns.map((column) => `${column}::text`).join(', ')}] as sort_key
      from (${from}) as listed order by ${order.join(', ')} limit ${limit}`,
    params,
  });

  /** The beginning of every lane: of one unit, and of one handler in it where there is one. */
  const lanes = (units: string, handler: readonly Lead[], own: readonly Lead[], condition?: string): string =>
    `select work.* from (${units}) as lane (unit)
      cross join lateral (${begin([...handler, ['queue_unit', 'lane.unit'], ...own], condition)}) as work`;

  const { visible, unit, handler } = query;
  const seesUnit = !visible || (unit !== undefined && visible.units.includes(unit));
  const [first, ...others] = leads;
  if (first?.[0] === 'handler_id') {
    const seesHandler = !visible || handler === visible.handlerId;
    if (unit !== undefined) {
      const seen = seesUnit || seesHandler ? undefined : 'false';
      return listed(begin([first, ['queue_unit', given(unit)], ...others], seen));
    }
    const seen = seesHandler ? 'true' : `unit = any(${given(visible.units)}::text[])`;
    return listed(lanes(unitsOf(first[1], isOfEnded(query), seen), [first], others));
  }
  const unitLead: readonly Lead[] = unit === undefined ? [] : [['queue_unit', given(unit)]];
  if (!visible || seesUnit) return listed(begin([...unitLead, ...leads]));
  const his: Lead = ['handler_id', given(visible.handlerId)];
  if (unit !== undefined) return listed(begin([...unitLead, ...leads], `${his[0]} = ${his[1]}`));
  const units = `${given(visible.units)}::text[]`;
  // One number, one handler in another order, or what is due soon is little already.
  if (query.complaintNo !== undefined || handler !== undefined || isDueSoon) {
    return listed(begin(leads, `(queue_unit = any(${units}) or ${his[0]} = ${his[1]})`));
  }
  const [states, conditions] = first?.[0] === 'state' ? [leads, []] : [[], leads];
  const condition = conditions.map(([column, value]) => `${column} = ${value}`).join(' and ');
  const elsewhere = unitsOf(his[1], isOfEnded(query), `unit <> all(${units})`);
  return listed(
    `${lanes(`select unnest(${units})`, [], leads)} union all ${lanes(elsewhere, [his], states, condition)}`,
  );
}

/**
 * The units in which a handler has work, open or also ended, found by one look into an index for each: most of what the
 * handler has may lie where the reader sees it anyway, or where the reader sees nothing.
 */
function unitsOf(handler: string, alsoEnded: boolean, condition: string): string {
  const open = alsoEnded ? '' : ' and is_open';
  const after = (unit: string): string =>
    `(select min(queue_unit) from work_item where handler_id = ${handler}${open}${unit})`;
  return `with recursive held(unit) as (
      select ${after('')} union all select ${after(' and queue_unit > held.unit')} from held where held.unit is not null)
    select unit from held where unit is not null and ${condition}`;
}

/**
 * What is due soon, from the index that knows it, and read as a whole (`offset 0`) before it is put in order: asked for the
 * beginning of an order, PostgreSQL reads that order's index instead and looks at everything that is open.
 */
function dueSoon(now: string): string {
  return `(select * from work_item where is_open and due_at > ${now}::timestamptz
    and tstzrange(least(due_soon_at, due_at), due_at) @> ${now}::timestamptz offset 0) as soon`;
}

/** Rows with the values of the leads, in whatever order they are asked for. */
function lanesOf(own: readonly Lead[], dueBounds: readonly DueBound[], after?: Place): string[] {
  return [
    ...own.map(([column, value]) => `${column} = any(array[${value}])`),
    ...dueBounds.map(({ is, at }) => `due_at ${is} ${at}`),
    ...(after ? [comparison(after.columns, '>', after.values)] : []),
  ];
}

/**
 * Rows with the values of the leads up to a due time, as comparisons of rows: so only the index of the leads can be used. By
 * itself the due time would be asked of the index of all due times while the statistics are from before much came due, and
 * all of that be read. The leads are given as bounds, too: beside an equality of its first column PostgreSQL does not end a
 * scan at a comparison of rows, and would read everything that has the values of the leads.
 */
function rangeOf(own: readonly Lead[], dueBounds: readonly DueBound[], after?: Place): string[] {
  const columns = own.map(([column]) => column);
  const values = own.map(([, value]) => value);
  const from = after
    ? comparison([...columns, ...after.columns], '>', [...values, ...after.values])
    : comparison([...columns, 'due_at'], '>=', [...values, `'-infinity'::timestamptz`]);
  return [from, ...dueBounds.map(({ is, at }) => comparison([...columns, 'due_at'], is, [...values, at]))];
}

function comparison(columns: readonly string[], is: string, values: readonly string[]): string {
  return `(${columns.join(', ')}) ${is} (${values.join(', ')})`;
}

/** Whether complaints in a state are asked for that ends them; all others are open. */
function isOfEnded({ state }: WorkListQuery): boolean {
  return state !== undefined && STATES[state].ended;
}

interface Conditions {
  readonly leads: readonly Lead[];
  readonly filters: readonly string[];
  readonly dueBounds: readonly DueBound[];
  /** The last row of the page before, in the order that is asked for. */
  readonly after: Place | undefined;
}

/** A place in an order, as SQL. */
interface Place {
  readonly columns: readonly string[];
  readonly values: readonly string[];
}

/** The latest due time that is listed. */
interface DueBound {
  readonly is: '<' | '<=';
  /** As SQL. */
  readonly at: string;
}

/** The leads for which there are indexes by due time, with and without a unit before them; everything else filters. */
function conditionsOf(query: WorkListQuery, given: Given): Conditions {
  const wanted: Lead[] = [];
  const filters: string[] = [`organisation_id = ${given(query.organisationId)}`];
  const dueBounds: DueBound[] = [];
  if (query.complaintNo !== undefined) filters.push(`complaint_no = ${given(query.complaintNo)}`);
  else if (!isOfEnded(query)) filters.push('is_open');
  if (query.handler !== undefined) wanted.push(['handler_id', given(query.handler)]);
  if (query.state !== undefined) wanted.push(['state', given(query.state)]);
  if (query.category !== undefined) wanted.push(['category', given(query.category)]);
  if (query.dueBefore !== undefined) dueBounds.push({ is: '<', at: `${given(query.dueBefore)}::timestamptz` });
  if (query.clock === 'overdue') dueBounds.push({ is: '<=', at: `${given(query.now)}::timestamptz` });
  const canLead = query.sort === 'due' && query.complaintNo === undefined && query.clock !== 'due-soon';
  const isOfHandlerInState = wanted[0]?.[0] === 'handler_id' && wanted[1]?.[0] === 'state';
  const leads = canLead ? wanted.slice(0, isOfHandlerInState ? 2 : 1) : [];
  return {
    leads,
    filters: [...filters, ...wanted.slice(leads.length).map(([column, value]) => `${column} = ${value}`)],
    dueBounds,
    after: placeAfter(query, given),
  };
}

function placeAfter({ after, sort }: WorkListQuery, given: Given): Place | undefined {
  const order = ORDERS[sort];
  if (!after || after.key.length !== order.length) return undefined;
  return {
    columns: [...order.map(([column]) => column), 'complaint_id'],
    values: [...order.map(([, type], at) => `${given(after.key[at])}::${type}`), `${given(after.id)}::uuid`],
  };
}
