import type { Client } from 'pg';

export interface TableColumns {
  /** Columns that a writer gives values to. */
  readonly written: readonly string[];
  /** A column that counts rows as they come; its order is theirs. */
  readonly counting: string | undefined;
}

/** The columns of a table, without those that the server computes. */
export async function columnsOf(client: Client, table: string): Promise<TableColumns> {
  const { rows } = await client.query<{ name: string; counts: boolean; computed: boolean }>(
    `select attname as name, attidentity <> '' as counts, attgenerated <> '' as computed
     from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
    [table],
  );
  if (rows.length === 0) throw new Error(`There is no table ${table}`);
  return {
    written: rows.filter(({ counts, computed }) => !counts && !computed).map(({ name }) => name),
    counting: rows.find(({ counts }) => counts)?.name,
  };
}
