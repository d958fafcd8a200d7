import type { Client } from 'pg';

// Tables are found by their columns: what they are called is their service's own affair.

const ALL_TABLES = `
  select c.oid::regclass::text as name, array_agg(a.attname::text) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition group by c.oid`;

/** The one table of a database that has all of these columns. @throws when there is none or several */
export async function tableWith(client: Client, ...columns: readonly string[]): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `select name from (${ALL_TABLES}) as tables where $1::text[] <@ columns`,
    [columns],
  );
  const [row] = rows;
  if (!row || rows.length > 1) {
    throw new Error(`Tables with ${columns.join(', ')}: ${rows.map(({ name }) => name).join(', ') || 'none'}`);
  }
  return row.name;
}

/** A table of which complaints have rows of their own. */
export interface GrowingTable {
  readonly name: string;
  /** SQL that gives the complaint of a row `t`. */
  readonly complaintId: string;
  /** Columns that a writer gives values to. */
  readonly written: readonly string[];
  readonly sealable: readonly string[];
  /** A column that counts rows as they come; its order is theirs. */
  readonly counting: string | undefined;
}

/** Every table with a column for the complaint, and those whose rows refer to rows of such a table. */
export async function growingTables(client: Client): Promise<GrowingTable[]> {
  const { rows: own } = await client.query<{ name: string }>(
    `select name from (${ALL_TABLES}) as tables where 'complaint_id' = any(columns) order by name`,
  );
  const { rows: references } = await client.query<{ child: string; parent: string; on: string }>(
    `select conrelid::regclass::text as child, confrelid::regclass::text as parent, (
       select string_agg(format('p.%I = t.%I', pa.attname, ca.attname), ' and ')
       from unnest(conkey, confkey) as k(c, p) join pg_attribute ca on ca.attrelid = conrelid and ca.attnum = k.c
       join pg_attribute pa on pa.attrelid = confrelid and pa.attnum = k.p) as on
     from pg_constraint where contype = 'f' order by 1`,
  );
  const complaintIds = new Map(own.map(({ name }) => [name, 't.complaint_id']));
  for (const { child, parent, on } of references) {
    if (complaintIds.has(child) || !complaintIds.has(parent)) continue;
    complaintIds.set(child, `(select p.complaint_id from ${parent} p where ${on})`);
  }
  const tables: GrowingTable[] = [];
  for (const [name, complaintId] of complaintIds) {
    const { rows } = await client.query<{ column: string; type: string; counts: boolean; computed: boolean }>(
      `select quote_ident(attname) as column, atttypid::regtype::text as type, attidentity <> '' as counts,
         attgenerated <> '' as computed
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [name],
    );
    tables.push({
      name,
      complaintId,
      written: rows.filter(({ counts, computed }) => !counts && !computed).map(({ column }) => column),
      sealable: rows.filter(({ type }) => type === 'bytea').map(({ column }) => column),
      counting: rows.find(({ counts }) => counts)?.column,
    });
  }
  return tables;
}

/** A table that holds a sum for each key. */
export interface SummedTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly sum: string;
}

/** Every table that has a key, one whole number for it, and nothing else; none of them has rows of complaints. */
export async function summedTables(client: Client): Promise<SummedTable[]> {
  const { rows } = await client.query<SummedTable>(
    `select conrelid::regclass::text as name, array_agg(attname::text order by attnum) filter (where attnum = any(conkey)) as key,
       min(attname::text) filter (where attnum <> all(conkey)) as sum
     from pg_constraint join pg_attribute on attrelid = conrelid and attnum > 0 and not attisdropped
     where contype = 'p' and connamespace = 'public'::regnamespace group by conrelid
     having count(*) filter (where attnum <> all(conkey)) = 1
       and bool_and(attnum = any(conkey) or atttypid in ('int4'::regtype, 'int8'::regtype))
       and not bool_or(attname = 'complaint_id') order by 1`,
  );
  return rows;
}
