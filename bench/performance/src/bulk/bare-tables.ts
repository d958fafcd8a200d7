import type { Client } from 'pg';

interface Definition {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** What was taken off tables: `keys` are primary and unique ones. */
export interface IndexDefinitions {
  readonly indexes: readonly Definition[];
  readonly keys: readonly Definition[];
  readonly references: readonly Definition[];
}

/** Takes indexes and constraints off the named tables: rows are then written several times as fast. */
export async function stripTables(client: Client, tables: readonly string[]): Promise<IndexDefinitions> {
  const constraints = async (kinds: string): Promise<Definition[]> => {
    const { rows } = await client.query<Definition>(
      `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
       from pg_constraint where conrelid = any($1::regclass[]) and contype = any($2::"char"[]) order by contype, conname`,
      [tables, [...kinds]],
    );
    return rows;
  };
  const references = await constraints('f');
  const keys = await constraints('pu');
  const { rows: indexes } = await client.query<Definition>(
    `select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any($1::regclass[])
       and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))`,
    [tables],
  );
  for (const { table, name } of [...references, ...keys]) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  return { indexes, keys, references };
}

/**
 * Puts back what was taken off, which checks every row at once.
 * @throws when a row breaks a constraint
 */
export async function restoreTables(client: Client, { indexes, keys, references }: IndexDefinitions): Promise<void> {
  await client.query(`set maintenance_work_mem = '256MB'`);
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  for (const { definition } of indexes) await client.query(definition);
  for (const { table, name, definition } of references) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
}
