import type { Database, Transaction } from '@redress/persistence';
import { nextFireAt, type SlaClock } from './domain/sla-clock';

type Queryable = Pick<Transaction | Database, 'query'>;

const COLUMNS = `clock_id, complaint_id, clock_key, cycle, run, calendar_id, policy, segments, state, started_at, due_at,
  warn50_at, warn80_at, ended_at, told_percent, provisional, next_fire_at`;

const SAVE = `insert into sla_clock (${COLUMNS})
select ${COLUMNS} from jsonb_populate_recordset(null::sla_clock, $1::jsonb)
on conflict (clock_id) do update set
  calendar_id = excluded.calendar_id, policy = excluded.policy, segments = excluded.segments, state = excluded.state,
  started_at = excluded.started_at, due_at = excluded.due_at, warn50_at = excluded.warn50_at,
  warn80_at = excluded.warn80_at, ended_at = excluded.ended_at, told_percent = excluded.told_percent,
  provisional = excluded.provisional, next_fire_at = excluded.next_fire_at`;

interface ClockRow {
  clock_id: string;
  complaint_id: string;
  clock_key: string;
  cycle: number;
  run: number;
  policy: SlaClock['policy'];
  segments: readonly { kind: SlaClock['segments'][number]['kind']; at: string }[];
  state: SlaClock['state'];
  started_at: Date;
  due_at: Date | null;
  warn50_at: Date | null;
  warn80_at: Date | null;
  ended_at: Date | null;
  told_percent: SlaClock['toldPercent'];
  provisional: boolean;
}

/** The clocks of all complaints. Whoever writes one holds the lock of its complaint. */
export class SqlSlaClocks {
  async load(from: Queryable, complaintIds: readonly string[]): Promise<SlaClock[]> {
    const { rows } = await from.query<ClockRow>(
      `select ${COLUMNS} from sla_clock where complaint_id = any($1::uuid[]) order by started_at, clock_key`,
      [complaintIds],
      'clock-load',
    );
    return rows.map(toClock);
  }

  async find(from: Queryable, clockIds: readonly string[]): Promise<ReadonlyMap<string, SlaClock>> {
    if (clockIds.length === 0) return new Map();
    const { rows } = await from.query<ClockRow>(
      `select ${COLUMNS} from sla_clock where clock_id = any($1::uuid[])`,
      [clockIds],
      'clock-find',
    );
    return new Map(rows.map((row) => [row.clock_id, toClock(row)]));
  }

  async save(tx: Transaction, clocks: readonly SlaClock[]): Promise<void> {
    if (clocks.length === 0) return;
    tx.write(SAVE, [JSON.stringify(clocks.map(toRow))], 'clock-save');
  }

  /** How many clocks have a mark at or before `now` that was not told, and how many wait for a changed calendar. */
  async countDue(from: Queryable, now: Date): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      `select (select count(*) from sla_clock where next_fire_at <= $1)::int
            + (select count(*) from stale_complaint)::int as count`,
      [now],
      'clock-due-count',
    );
    return rows[0]?.count ?? 0;
  }

  /** Whether any clock has a mark at or before `now` that was not told. */
  async hasDue(from: Queryable, now: Date): Promise<boolean> {
    const { rows } = await from.query<{ due: boolean }>(
      'select exists (select from sla_clock where next_fire_at <= $1) as due',
      [now],
      'clock-has-due',
    );
    return rows[0]?.due ?? false;
  }

  /**
   * Locks up to `limit` complaints of clocks that have a mark at or before `now` to tell, the longest due first. Those that
   * somebody else works on are left out: another replica tells them, or the next sweep does.
   */
  async claimDue(tx: Transaction, now: Date, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ complaint_id: string }>(
      `select complaint_id from complaint_custody
       where complaint_id in (select complaint_id from sla_clock where next_fire_at <= $1 order by next_fire_at limit $2)
       order by complaint_id for update skip locked`,
      [now, limit],
      'clock-claim',
    );
    return rows.map((row) => row.complaint_id);
  }

  /** Marks every complaint with a running clock on one of these calendars as to be recomputed. */
  async markStale(tx: Transaction, calendarIds: readonly string[]): Promise<void> {
    tx.write(
      `insert into stale_complaint (complaint_id)
       select distinct complaint_id from sla_clock where calendar_id = any($1::text[]) and ended_at is null
       on conflict do nothing`,
      [calendarIds],
      'clock-stale',
    );
  }

  /** Whether a changed calendar waits for clocks to be recomputed. */
  async hasStale(from: Queryable): Promise<boolean> {
    const { rows } = await from.query<{ stale: boolean }>(
      'select exists (select from stale_complaint) as stale',
      [],
      'clock-has-stale',
    );
    return rows[0]?.stale ?? false;
  }

  /** Locks up to `limit` complaints whose calendar changed and takes them off the list. */
  async claimStale(tx: Transaction, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ complaint_id: string }>(
      `select complaint_id from complaint_custody
       where complaint_id in (select complaint_id from stale_complaint order by complaint_id limit $1)
       order by complaint_id for update skip locked`,
      [limit],
      'clock-claim-stale',
    );
    const claimed = rows.map((row) => row.complaint_id);
    if (claimed.length > 0) {
      tx.write('delete from stale_complaint where complaint_id = any($1::uuid[])', [claimed], 'clock-unstale');
    }
    return claimed;
  }
}

function toClock(row: ClockRow): SlaClock {
  return {
    clockId: row.clock_id,
    complaintId: row.complaint_id,
    key: row.clock_key,
    cycle: row.cycle,
    run: row.run,
    policy: row.policy,
    segments: row.segments.map(({ kind, at }) => ({ kind, at: new Date(at) })),
    state: row.state,
    startedAt: row.started_at,
    dueAt: row.due_at,
    warn50At: row.warn50_at,
    warn80At: row.warn80_at,
    endedAt: row.ended_at,
    toldPercent: row.told_percent,
    provisional: row.provisional,
  };
}

function toRow(clock: SlaClock): Record<string, unknown> {
  return {
    clock_id: clock.clockId,
    complaint_id: clock.complaintId,
    clock_key: clock.key,
    cycle: clock.cycle,
    run: clock.run,
    calendar_id: clock.policy.calendarId,
    policy: clock.policy,
    segments: clock.segments,
    state: clock.state,
    started_at: clock.startedAt,
    due_at: clock.dueAt,
    warn50_at: clock.warn50At,
    warn80_at: clock.warn80At,
    ended_at: clock.endedAt,
    told_percent: clock.toldPercent,
    provisional: clock.provisional,
    next_fire_at: nextFireAt(clock),
  };
}
