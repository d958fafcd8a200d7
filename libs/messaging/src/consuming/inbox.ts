import type { Database, Transaction } from '@redress/persistence';

/** How long an event is remembered. */
export const INBOX_DAYS = 14;

const DAY_MS = 86_400_000;
const INBOX_LOCK = 7_301_560;
const DAYS_AHEAD = 2;

/** An event as the inbox remembers it. */
export interface InboxEntry {
  readonly eventId: string;
  /** Day on which it was recorded (UTC, `2026-03-02`), which is the same whenever and however often it arrives. */
  readonly day: string;
}

/**
 * Remembers events for 14 days, so that what a producer sent twice, early or late, is handled once. One table for each
 * day of recording, dropped as a whole; events recorded on other days share one table.
 */
export class Inbox {
  constructor(private readonly database: Database) {}

  /** Records the events and tells which of them are new. Of an id that occurs twice the first entry counts as new. */
  async admit(tx: Transaction, entries: readonly InboxEntry[]): Promise<ReadonlySet<string>> {
    if (entries.length === 0) return new Set();
    const { rows } = await tx.query<{ event_id: string }>(
      `insert into inbox (day, event_id) select day, id from unnest($1::date[], $2::uuid[]) as e(day, id)
       on conflict do nothing returning event_id`,
      [entries.map((entry) => entry.day), entries.map((entry) => entry.eventId)],
      'inbox-admit',
    );
    return new Set(rows.map((row) => row.event_id));
  }

  /** Prepares the tables of the next days and drops those that are past. Any number of replicas may call it at any time. */
  async maintain(now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.query(`set local lock_timeout = '2s'`);
      const { rows } = await tx.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1) as locked', [
        INBOX_LOCK,
      ]);
      if (!rows[0]?.locked) return;
      const existing = await this.dayTables(tx);
      for (let ahead = -1; ahead <= DAYS_AHEAD; ahead += 1) {
        const day = dayOf(now.getTime() + ahead * DAY_MS);
        if (!existing.has(tableOf(day))) await this.createDay(tx, day);
      }
      const oldest = tableOf(dayOf(now.getTime() - INBOX_DAYS * DAY_MS));
      for (const table of existing) if (table < oldest) await tx.query(`drop table ${table}`);
      await tx.query('delete from inbox_other where seen_at < $1', [new Date(now.getTime() - INBOX_DAYS * DAY_MS)]);
    });
  }

  private async dayTables(tx: Transaction): Promise<Set<string>> {
    const { rows } = await tx.query<{ name: string }>(
      `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'inbox'::regclass and c.relname ~ '^inbox_\\d{8}$'`,
    );
    return new Set(rows.map((row) => row.name));
  }

  private async createDay(tx: Transaction, day: string): Promise<void> {
    const until = dayOf(Date.parse(day) + DAY_MS);
    // Rows of the day that arrived before its table move into it: the shared table may not hold what a day's table should.
    await tx.query(`create table ${tableOf(day)} (like inbox including all)`);
    await tx.query(
      `with moved as (delete from inbox_other where day = $1 returning day, event_id, seen_at)
       insert into ${tableOf(day)} (day, event_id, seen_at) select day, event_id, seen_at from moved`,
      [day],
    );
    await tx.query(`alter table inbox attach partition ${tableOf(day)} for values from ('${day}') to ('${until}')`);
  }
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function tableOf(day: string): string {
  return `inbox_${day.replaceAll('-', '')}`;
}
