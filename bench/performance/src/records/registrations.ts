import type { Client } from 'pg';
import { tableWith } from '../catalogue';

/** Registrations committed so far, by the counters of their numbers (the one table with a `last`): far fewer rows than the registrations themselves. */
export async function countRegistrations(database: Client): Promise<number> {
  const { rows } = await database.query<{ registered: string }>(
    `select coalesce(sum(last), 0) as registered from ${await tableWith(database, 'last')}`,
  );
  return Number(rows[0]?.registered);
}
