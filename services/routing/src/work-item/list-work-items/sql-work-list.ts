import { STATES, type ComplaintState } from '@redress/contracts';
import { Injectable } from '@nestjs/common';
import { Database } from '@redress/persistence';
import type { WorkItemRow } from '../sql-work-items';

export interface WorkListQuery {
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
  /** Absent: every unit. */
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
    const params: unknown[] = [];
    const given = (value: unknown): string => `$${params.push(value)}`;
    const where: string[] = [];
    const order = ORDERS[query.sort];
    const columns = order.map(([column]) => column);

    if (query.complaintNo !== undefined) where.push(`complaint_no = ${given(query.complaintNo)}`);
    else if (query.state === undefined || !STATES[query.state].ended) where.push('is_open');
    if (query.state !== undefined) where.push(`state = ${given(query.state)}`);
    if (query.unit !== undefined) where.push(`queue_unit = ${given(query.unit)}`);
    if (query.handler !== undefined) where.push(`handler_id = ${given(query.handler)}`);
    if (query.category !== undefined) where.push(`category = ${given(query.category)}`);
    if (query.dueBefore !== undefined) where.push(`due_at < ${given(query.dueBefore)}::timestamptz`);
    if (query.clock === 'overdue') where.push(`due_at <= ${given(query.now)}`);
    if (query.clock === 'due-soon') where.push(`due_at > ${given(query.now)} and due_soon_at <= ${given(query.now)}`);
    if (query.visible) {
      const { units, handlerId } = query.visible;
      where.push(`(queue_unit = any(${given(units)}::text[]) or handler_id = ${given(handlerId)})`);
    }
    if (query.after && query.after.key.length === order.length) {
      const values = order.map(([, type], at) => `${given(query.after?.key[at])}::${type}`);
      where.push(
        `(${[...columns, 'complaint_id'].join(', ')}) > (${[...values, `${given(query.after.id)}::uuid`].join(', ')})`,
      );
    }
    const { rows } = await this.database.query<ListedRow>(
      `select *, array[${columns.map((column) => `${column}::text`).join(', ')}] as sort_key from work_item
       where ${where.join(' and ')} order by ${[...columns, 'complaint_id'].join(', ')} limit ${given(query.limit)}`,
      params,
    );
    return rows;
  }
}
