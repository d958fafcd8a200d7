/** Dimensions by which complaints are listed, and the column of each. */
export const DIMENSION_COLUMNS = {
  STATE: 'state',
  CATEGORY: 'category',
  CHANNEL: 'channel',
  SEVERITY: 'severity',
  PRIORITY: 'priority',
  UNIT: 'unit_id',
} as const;

/** The tables that a rebuild makes anew. */
export const PROJECTION_TABLES = ['complaint_fact', 'daily_count'] as const;

/**
 * Percent of a page that is filled at first. What changes no dimension, as an acknowledgement does, then stays in its page and
 * needs no new entry in nine indexes. The fold is read and written as a whole, so it stays the text that it is.
 */
const FACT_ROOM = 60;

/**
 * The statements that make the projections in a schema: run by the migration in the ordinary one and by a rebuild in a
 * shadow, so that both are the same to the name of the last index.
 */
export function projectionTables(schema: string): string[] {
  return [
    `create table ${schema}.complaint_fact (
      complaint_id uuid not null constraint complaint_fact_pkey primary key,
      complaint_no text not null,
      organisation_id text not null,
      received_on date,
      kind text,
      state text,
      category text,
      channel text,
      severity text,
      priority text,
      unit_id text,
      breached_clocks text[] not null,
      fold json not null
    ) with (fillfactor = ${FACT_ROOM})`,
    `create table ${schema}.daily_count (
      organisation_id text not null,
      day date not null,
      measure text not null,
      unit_id text not null,
      value text not null,
      detail text not null,
      packs text not null,
      kind text not null,
      count bigint not null,
      constraint daily_count_pkey primary key
        (organisation_id, day, measure, unit_id, value, detail, packs, kind)
    )`,
  ];
}

/** The unit in whose lane a complaint is listed; of those without a unit yet the empty one. */
export const LANE = `coalesce(unit_id, '')`;

/** The statements that make the indexes, apart, because a rebuild fills the tables first. */
export function projectionIndexes(schema: string): string[] {
  return [
    `create index complaint_fact_by_number on ${schema}.complaint_fact (complaint_no)`,
    `create index complaint_fact_breached on ${schema}.complaint_fact (organisation_id, kind, received_on, complaint_id)
       where breached_clocks <> '{}'`,
    ...dimensionIndexes(schema).map(({ statement }) => statement),
  ];
}

/** The indexes by which complaints are listed, one for each dimension: within a value unit by unit, within a unit by day. */
export function dimensionIndexes(schema: string): { readonly name: string; readonly statement: string }[] {
  return Object.values(DIMENSION_COLUMNS).map((column) => {
    const name = `complaint_fact_by_${column}`;
    const columns = column === DIMENSION_COLUMNS.UNIT ? column : `${column}, ${LANE}`;
    return {
      name,
      statement: `create index ${name} on ${schema}.complaint_fact
         (organisation_id, ${columns}, kind, received_on, complaint_id) where received_on is not null`,
    };
  });
}
