import type { Client } from 'pg';

/** Registrations committed so far, by the counters of their numbers: far fewer rows than the registrations themselves. */
export async function countRegistrations(database: Client): Promise<number> {
  const { rows } = await database.query<{ registered: string }>(
    'select coalesce(sum(last), 0) as registered from complaint_counter',
  );
  return Number(rows[0]?.registered);
}
