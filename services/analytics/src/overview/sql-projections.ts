import { dimensionsOf, type ComplaintFold } from './domain/complaint-fold';
import type { CounterChange } from './domain/contributions';

/** Where statements run: a transaction of the live service, or the connection of a rebuild with its own search path. */
export interface StatementRunner {
  query<R extends object>(sql: string, params?: readonly unknown[], name?: string): Promise<{ rows: R[] }>;
}

const SAVE_FACTS = `insert into complaint_fact (complaint_id, complaint_no, organisation_id, received_on, kind, state,
  category, channel, severity, priority, unit_id, breached_clocks, fold)
select a, b, c, d, e, f, g, h, i, j, k, string_to_array(l, ','), m
from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
  $10::text[], $11::text[], $12::text[], $13::json[]) as t(a, b, c, d, e, f, g, h, i, j, k, l, m)
on conflict (complaint_id) do update set received_on = excluded.received_on, kind = excluded.kind, state = excluded.state,
  category = excluded.category, channel = excluded.channel, severity = excluded.severity, priority = excluded.priority,
  unit_id = excluded.unit_id, breached_clocks = excluded.breached_clocks, fold = excluded.fold`;

const ADD_COUNTS = `insert into daily_count as d (organisation_id, kind, day, measure, unit_id, value, detail, packs, count)
select * from unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
  $9::bigint[])
on conflict (organisation_id, kind, day, measure, unit_id, value, detail, packs) do update set count = d.count + excluded.count`;

/** Projections as rows. */
export class SqlProjections {
  /** What is known of complaints; unknown ones are absent. */
  async load(from: StatementRunner, complaintIds: readonly string[]): Promise<Map<string, ComplaintFold>> {
    if (complaintIds.length === 0) return new Map();
    const { rows } = await from.query<{ fold: ComplaintFold }>(
      'select fold from complaint_fact where complaint_id = any($1::uuid[])',
      [complaintIds],
      'fact-load',
    );
    return new Map(rows.map(({ fold }) => [fold.complaintId, fold]));
  }

  /** Writes what is known of complaints, each once. */
  async save(to: StatementRunner, folds: readonly ComplaintFold[]): Promise<void> {
    if (folds.length === 0) return;
    const dimensions = folds.map(dimensionsOf);
    await to.query(
      SAVE_FACTS,
      [
        folds.map((fold) => fold.complaintId),
        folds.map((fold) => fold.complaintNo),
        folds.map((fold) => fold.organisationId),
        folds.map((fold, at) => (dimensions[at] ? fold.registration?.receivedOn : null)),
        dimensions.map((one) => one?.kind ?? null),
        dimensions.map((one) => one?.state ?? null),
        dimensions.map((one) => one?.category ?? null),
        dimensions.map((one) => one?.channel ?? null),
        dimensions.map((one) => one?.severity ?? null),
        dimensions.map((one) => one?.priority ?? null),
        dimensions.map((one) => one?.unitId ?? null),
        dimensions.map((one) => (one?.breachedClocks ?? []).join(',')),
        folds.map((fold) => JSON.stringify(fold)),
      ],
      'fact-save',
    );
  }

  /** Adds to counters. Call it last in a transaction: today's counters are where writers meet. */
  async count(to: StatementRunner, changes: readonly CounterChange[]): Promise<void> {
    if (changes.length === 0) return;
    await to.query(
      ADD_COUNTS,
      [
        changes.map((change) => change.organisationId),
        changes.map((change) => change.kind),
        changes.map((change) => change.day),
        changes.map((change) => change.measure),
        changes.map((change) => change.unitId),
        changes.map((change) => change.value),
        changes.map((change) => change.detail),
        changes.map((change) => change.packs),
        changes.map((change) => change.change),
      ],
      'count-add',
    );
  }
}
