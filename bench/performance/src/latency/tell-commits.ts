import { Client } from 'pg';

/** Channel on which a database tells what was committed. */
export const COMMITS = 'bench_commits';

/**
 * Has the database tell, when a transaction has committed, the keys of the rows that it put into `table`: no poll is then
 * needed to learn when a row could be seen. Product and baseline bear the same trigger.
 * @param column of the key
 * @param condition which rows count, in terms of `new`
 */
export async function tellCommits(databaseUrl: string, table: string, column: string, condition = 'true') {
  const database = new Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    await database.query(`
      create function bench_tell_${table}() returns trigger language plpgsql as $$
      begin
        perform pg_notify('${COMMITS}', new.${column}::text);
        return null;
      end $$`);
    await database.query(`
      create trigger bench_tell after insert on ${table}
      for each row when (${condition}) execute function bench_tell_${table}()`);
  } finally {
    await database.end();
  }
}
