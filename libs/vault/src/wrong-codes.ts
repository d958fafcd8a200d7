import type { Queryable } from './vault';

/** How many wrong codes may be tried on one complaint, all its doors and offers together. */
export interface WrongCodeLimit {
  readonly perComplaint: number;
  /** The window that the first one opens, in seconds of real time. */
  readonly windowSeconds: number;
}

/**
 * Where number and tracking code let a complainant in. Numbers follow each other, so anybody can try codes on anybody's
 * complaint: few would do to lock its complainant out, and a code of 60 bits stands many.
 */
export const WRONG_TRACKING_CODES: WrongCodeLimit = { perComplaint: 50, windowSeconds: 3_600 };

/** Told of wrong codes, for those who watch the service. */
export abstract class WrongCodeAlarm {
  /** One more, wherever it was tried. */
  abstract counted(): void;
  /** A complaint that reached its limit. */
  abstract locked(complaintId: string, secondsLeft: number): void;
  /** So many on all complaints together within an hour that codes are being guessed. */
  abstract guessed(count: number): void;
}

/** On all complaints together within an hour; people who mistype are far from it. */
export const GUESSING_FROM = 500;

const HOUR_SECONDS = 3_600;
/** Stands for all complaints together. */
const ALL = '00000000-0000-0000-0000-000000000000';

// Rows are taken in one order, so that two counts never wait for each other in a circle.
const COUNT = `
  insert into wrong_code as held (complaint_id, in_window, window_ends_at, total)
  select id, 1, clock_timestamp() + make_interval(secs => seconds), 1
  from unnest($1::uuid[], $2::float8[]) as t(id, seconds) order by id desc
  on conflict (complaint_id) do update set
    in_window = case when held.window_ends_at > clock_timestamp() then held.in_window + 1 else 1 end,
    window_ends_at = case when held.window_ends_at > clock_timestamp() then held.window_ends_at else excluded.window_ends_at end,
    total = held.total + 1
  returning complaint_id as "complaintId", in_window as "inWindow",
    greatest(1, ceil(extract(epoch from window_ends_at - clock_timestamp())))::int as "secondsLeft"`;

interface Counted {
  readonly complaintId: string;
  readonly inWindow: number;
  readonly secondsLeft: number;
}

/**
 * Counts wrong codes in the database, in all and by complaint, so that a code cannot be tried for ever: not over days, not
 * over several offers, not over replicas.
 */
export class WrongCodes {
  constructor(private readonly alarm: WrongCodeAlarm) {}

  /** Seconds for which no code of the complaint is looked at any more; 0 when one may be tried. */
  async lockedFor(from: Queryable, complaintId: string, { perComplaint }: WrongCodeLimit): Promise<number> {
    const { rows } = await from.query<{ secondsLeft: number }>(
      `select greatest(1, ceil(extract(epoch from window_ends_at - clock_timestamp())))::int as "secondsLeft"
       from wrong_code where complaint_id = $1 and in_window >= $2 and window_ends_at > clock_timestamp()`,
      [complaintId, perComplaint],
      'wrong-code-locked',
    );
    return rows[0]?.secondsLeft ?? 0;
  }

  /** Counts a wrong code. @param complaintId undefined when the code was tried on a number that does not exist */
  async count(from: Queryable, complaintId: string | undefined, limit: WrongCodeLimit): Promise<void> {
    const ids = [...(complaintId === undefined ? [] : [complaintId]), ALL];
    const windows = ids.map((id) => (id === ALL ? HOUR_SECONDS : limit.windowSeconds));
    const { rows } = await from.query<Counted>(COUNT, [ids, windows], 'wrong-code-count');
    this.alarm.counted();
    for (const { complaintId: id, inWindow, secondsLeft } of rows) {
      if (id === ALL && inWindow === GUESSING_FROM) this.alarm.guessed(inWindow);
      if (id !== ALL && inWindow === limit.perComplaint) this.alarm.locked(id, secondsLeft);
    }
  }
}
