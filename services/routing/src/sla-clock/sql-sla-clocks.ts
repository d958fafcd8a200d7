import { LOWEST_ID, type Database, type Transaction } from '@redress/persistence';
import { nextFireAt, type SlaClock } from './domain/sla-clock';

type Queryable = Pick<Transaction | Database, 'query'>;

type Column = readonly [name: string, type: string, valueOf: (clock: SlaClock) => unknown];

/** Column, type and value of each, in arrays, which cost a third of what one JSON value for all rows costs. */
const WRITTEN: readonly Column[] = [
  ['clock_id', 'uuid', ({ clockId }) => clockId],
  ['complaint_id', 'uuid', ({ complaintId }) => complaintId],
  ['clock_key', 'text', ({ key }) => key],
  ['subject_kind', 'text', ({ subject }) => subject?.kind],
  ['subject_id', 'text', ({ subject }) => subject?.id],
  ['cycle', 'int', ({ cycle }) => cycle],
  ['run', 'int', ({ run }) => run],
  ['calendar_id', 'text', ({ policy }) => policy.calendarId],
  ['policy', 'json', ({ policy }) => JSON.stringify(policy)],
  ['segments', 'jsonb', ({ segments }) => JSON.stringify(segments)],
  ['state', 'text', ({ state }) => state],
  ['started_at', 'timestamptz', ({ startedAt }) => startedAt],
  ['due_at', 'timestamptz', ({ dueAt }) => dueAt],
  ['warn50_at', 'timestamptz', ({ warn50At }) => warn50At],
  ['warn80_at', 'timestamptz', ({ warn80At }) => warn80At],
  ['late150_at', 'timestamptz', ({ late150At }) => late150At],
  ['late200_at', 'timestamptz', ({ late200At }) => late200At],
  ['ended_at', 'timestamptz', ({ endedAt }) => endedAt],
  ['told_percent', 'int', ({ toldPercent }) => toldPercent],
  ['provisional', 'bool', ({ provisional }) => provisional],
  ['next_fire_at', 'timestamptz', nextFireAt],
];

const COLUMNS = WRITTEN.map(([name]) => name).join(', ');

const SAVE = `insert into sla_clock (${COLUMNS})
select * from unnest(${WRITTEN.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})
on conflict (clock_id) do update set
  calendar_id = excluded.calendar_id, policy = excluded.policy, segments = excluded.segments, state = excluded.state,
  started_at = excluded.started_at, due_at = excluded.due_at, warn50_at = excluded.warn50_at,
  warn80_at = excluded.warn80_at, late150_at = excluded.late150_at, late200_at = excluded.late200_at,
  ended_at = excluded.ended_at, told_percent = excluded.told_percent,
  provisional = excluded.provisional, next_fire_at = excluded.next_fire_at`;

/** A clock with a mark to publish. */
export interface DueClock {
  readonly complaintId: string;
  /** When the mark was reached. */
  readonly firesAt: Date;
  /** The same to the microsecond, as the database wrote it. */
  readonly place: string;
}

interface NamedClock {
  readonly complaintId: string;
  readonly key: string;
  readonly state: string;
  readonly told: number;
  readonly firesAt: Date;
  readonly dueAt: Date | null;
  readonly stands: string | null;
  readonly custody: string;
  readonly holder: string;
}

/** A segment as JSON gives it. */
type KeptSegment = Omit<SlaClock['segments'][number], 'at' | 'until'> & {
  readonly at: string;
  readonly until?: string;
};

interface ClockRow {
  clock_id: string;
  complaint_id: string;
  clock_key: string;
  subject_kind: string | null;
  subject_id: string | null;
  cycle: number;
  run: number;
  policy: SlaClock['policy'];
  segments: readonly KeptSegment[];
  state: SlaClock['state'];
  started_at: Date;
  due_at: Date | null;
  warn50_at: Date | null;
  warn80_at: Date | null;
  late150_at: Date | null;
  late200_at: Date | null;
  ended_at: Date | null;
  told_percent: SlaClock['toldPercent'];
  provisional: boolean;
}

/** The clocks of all complaints. A writer of one holds the lock of its complaint. */
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
    tx.write(
      SAVE,
      WRITTEN.map(([, , valueOf]) => clocks.map(valueOf)),
      'clock-save',
    );
  }

  /**
   * How many clocks have a mark at or before `now` that was not published, and how many wait for a changed calendar.
   */
  async countDue(from: Queryable, now: Date): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      `select (select count(*) from sla_clock where next_fire_at <= $1)::int
            + (select count(*) from stale_complaint)::int as count`,
      [now],
      'clock-due-count',
    );
    return rows[0]?.count ?? 0;
  }

  /** Up to `limit` of what {@link countDue} counts, a line each. */
  async namesOfDue(
    from: Queryable,
    now: Date,
    limit: number,
  ): Promise<{ readonly complaintId: string; readonly line: string }[]> {
    const { rows } = await from.query<NamedClock>(
      `select c.complaint_id as "complaintId", clock_key as key, c.state, told_percent as told,
         c.next_fire_at as "firesAt", c.due_at as "dueAt", w.state as "stands", custody.state as "custody", custody.holder
       from sla_clock c join complaint_custody custody using (complaint_id) left join work_item w using (complaint_id)
       where c.next_fire_at <= $1 order by c.next_fire_at limit $2`,
      [now, limit],
      'clock-due-names',
    );
    const stale = await this.stale(from, limit);
    return [
      ...rows.map(({ complaintId, custody, dueAt, firesAt, holder, key, stands, state, told }) => ({
        complaintId,
        line: `clock ${key} of ${complaintId} is ${state}, told to ${told} %, fires at ${firesAt.toISOString()}, due at ${dueAt?.toISOString() ?? '-'}; the complaint is ${custody} with ${holder}, as work ${stands ?? 'unknown'}`,
      })),
      ...stale.map((complaintId) => ({ complaintId, line: `the clocks of ${complaintId} wait for another calendar` })),
    ];
  }

  /**
   * Up to `limit` clocks that have a mark at or before `now` to publish, the longest due first.
   * @param after the last one of the page before; the first page without it
   */
  async due(from: Queryable, now: Date, limit: number, after?: DueClock): Promise<DueClock[]> {
    const { rows } = await from.query<DueClock>(
      `select complaint_id as "complaintId", next_fire_at as "firesAt", next_fire_at::text as place from sla_clock
       where next_fire_at <= $1 and (next_fire_at, complaint_id) > ($2::timestamptz, $3::uuid)
       order by next_fire_at, complaint_id limit $4`,
      [now, after?.place ?? '-infinity', after?.complaintId ?? LOWEST_ID, limit],
      'clock-due',
    );
    return rows;
  }

  /**
   * Marks every complaint with a running clock on one of these calendars as to be recomputed. Only open ones have such a
   * clock; an index on calendars would be written to at every mark that is published, to be read a few times a year.
   */
  async markStale(tx: Transaction, calendarIds: readonly string[]): Promise<void> {
    tx.write(
      `insert into stale_complaint (complaint_id)
       select complaint_id from work_item w where is_open and exists (
         select from sla_clock c
         where c.complaint_id = w.complaint_id and c.calendar_id = any($1::text[]) and c.ended_at is null)
       on conflict do nothing`,
      [calendarIds],
      'clock-stale',
    );
  }

  /** Up to `limit` complaints whose calendar changed, in the order of their ids, from behind `after`. */
  async stale(from: Queryable, limit: number, after = LOWEST_ID): Promise<string[]> {
    const { rows } = await from.query<{ complaint_id: string }>(
      'select complaint_id from stale_complaint where complaint_id > $1 order by complaint_id limit $2',
      [after, limit],
      'clock-stale-page',
    );
    return rows.map((row) => row.complaint_id);
  }

  /** Takes complaints off the list of those whose calendar changed. */
  async unmarkStale(tx: Transaction, complaintIds: readonly string[]): Promise<void> {
    tx.write('delete from stale_complaint where complaint_id = any($1::uuid[])', [complaintIds], 'clock-unstale');
  }

  /**
   * Locks complaints. Those that another transaction works on are left out: another replica publishes, or the next
   * sweep.
   */
  async claim(tx: Transaction, complaintIds: readonly string[]): Promise<string[]> {
    const { rows } = await tx.query<{ complaint_id: string }>(
      `select complaint_id from complaint_custody where complaint_id = any($1::uuid[])
       order by complaint_id for update skip locked`,
      [complaintIds],
      'clock-claim',
    );
    return rows.map((row) => row.complaint_id);
  }
}

function toClock(row: ClockRow): SlaClock {
  return {
    clockId: row.clock_id,
    complaintId: row.complaint_id,
    ...(row.subject_kind && row.subject_id ? { subject: { kind: row.subject_kind, id: row.subject_id } } : {}),
    key: row.clock_key,
    cycle: row.cycle,
    run: row.run,
    policy: row.policy,
    segments: row.segments.map(({ at, until, ...rest }) => ({
      ...rest,
      at: new Date(at),
      ...(until ? { until: new Date(until) } : {}),
    })),
    state: row.state,
    startedAt: row.started_at,
    dueAt: row.due_at,
    warn50At: row.warn50_at,
    warn80At: row.warn80_at,
    late150At: row.late150_at,
    late200At: row.late200_at,
    endedAt: row.ended_at,
    toldPercent: row.told_percent,
    provisional: row.provisional,
  };
}
