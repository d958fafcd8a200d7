import { DateTime, IANAZone } from 'luxon';
import { CalendarDocument, minutesOfDay } from './calendar-document';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Longer than any limit a pack may set; a search that passes it has met a calendar without working time. */
const HORIZON_DAYS = 4_000;

interface LocalDay {
  readonly startMs: number;
  readonly endMs: number;
  /** Alternating beginnings and ends of the working blocks, ascending; empty on a day off. */
  readonly edges: readonly number[];
  readonly workMs: number;
}

/**
 * Answers questions about working time in one business calendar. Instants are absolute, days are local to the calendar's
 * zone, durations are milliseconds. Immutable; days are worked out once and remembered.
 */
export class Calendar {
  readonly id: string;
  readonly zone: string;
  private readonly ianaZone: IANAZone;
  private readonly usualOffsetMs: number;
  private readonly blocks: readonly (readonly [number, number])[];
  private readonly weekdays: ReadonlySet<number>;
  private readonly exceptions: ReadonlyMap<string, boolean>;
  private readonly publishedYears: ReadonlySet<number>;
  private readonly days = new Map<number, LocalDay>();

  /** @throws ZodError when the document is not a valid calendar */
  constructor(document: CalendarDocument) {
    const calendar = CalendarDocument.parse(document);
    this.id = calendar.id;
    this.zone = calendar.zone;
    this.ianaZone = IANAZone.create(calendar.zone);
    this.usualOffsetMs = this.ianaZone.offset(Date.UTC(2026, 0, 1)) * MINUTE_MS;
    this.blocks = calendar.blocks.map((block) => [minutesOfDay(block.from), minutesOfDay(block.to)] as const);
    this.weekdays = new Set(calendar.workingWeekdays);
    this.exceptions = new Map(calendar.exceptions.map((exception) => [exception.date, exception.works]));
    this.publishedYears = new Set(calendar.publishedYears);
  }

  /** The local date of an instant, `YYYY-MM-DD`. */
  localDate(at: Date): string {
    return isoDate(this.ordinalOf(at.getTime()));
  }

  /** Whether a local date is worked: its exception if it has one, else its weekday. */
  isWorkingDay(localDate: string): boolean {
    const ordinal = Math.round(Date.parse(`${localDate}T00:00:00Z`) / DAY_MS);
    if (Number.isNaN(ordinal)) throw new RangeError(`not a date: ${localDate}`);
    return this.works(ordinal);
  }

  /** Whether any day from `from` to `to` lies in a year without a published notice. */
  isProvisional(from: Date, to: Date): boolean {
    const last = Number(this.localDate(to).slice(0, 4));
    for (let year = Number(this.localDate(from).slice(0, 4)); year <= last; year++) {
      if (!this.publishedYears.has(year)) return true;
    }
    return false;
  }

  /** The first instant of the local day after that of `at`. */
  endOfDay(at: Date): Date {
    return new Date(this.day(this.ordinalOf(at.getTime())).endMs);
  }

  /**
   * Reads an instant, or a local date, of which the end is meant.
   * @throws RangeError when it is neither
   */
  instantOf(text: string): Date {
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const at = isDate ? new Date(this.day(Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS)).endMs) : new Date(text);
    if (Number.isNaN(at.getTime())) throw new RangeError(`neither an instant nor a date: ${text}`);
    return at;
  }

  /** The same local time `days` local days later; a time that daylight saving skips moves on by the gap. */
  plusLocalDays(at: Date, days: number): Date {
    return DateTime.fromJSDate(at, { zone: this.ianaZone }).plus({ days }).toJSDate();
  }

  /** Whether work is going on at `at`; a block holds its beginning and not its end. */
  isOpen(at: Date): boolean {
    const ms = at.getTime();
    const { edges } = this.day(this.ordinalOf(ms));
    for (let i = 0; i < edges.length; i += 2) {
      if (ms >= edges[i]! && ms < edges[i + 1]!) return true;
    }
    return false;
  }

  /** `at` itself while work is going on, else the next time a block begins. */
  nextOpening(at: Date): Date {
    return this.isOpen(at) ? new Date(at) : this.nextEdge(at);
  }

  /** The next time a block begins or ends, strictly after `at`. */
  nextEdge(at: Date): Date {
    const ms = at.getTime();
    const first = this.ordinalOf(ms);
    for (let ordinal = first; ordinal <= first + HORIZON_DAYS; ordinal++) {
      for (const edge of this.day(ordinal).edges) if (edge > ms) return new Date(edge);
    }
    throw this.neverWorked(at);
  }

  /** Working milliseconds between two instants; 0 when `to` is not after `from`. */
  workingMsBetween(from: Date, to: Date): number {
    const fromMs = from.getTime();
    const toMs = to.getTime();
    let total = 0;
    let ordinal = this.ordinalOf(fromMs);
    for (let day = this.day(ordinal); day.startMs < toMs; day = this.day(++ordinal)) {
      if (day.startMs >= fromMs && day.endMs <= toMs) {
        total += day.workMs;
        continue;
      }
      for (let i = 0; i < day.edges.length; i += 2) {
        total += Math.max(0, Math.min(day.edges[i + 1]!, toMs) - Math.max(day.edges[i]!, fromMs));
      }
    }
    return total;
  }

  /** The earliest instant at which `workMs` working milliseconds have passed since `from`; for 0 it is `from`. */
  plusWorkingMs(from: Date, workMs: number): Date {
    if (workMs <= 0) return new Date(from);
    const fromMs = from.getTime();
    const first = this.ordinalOf(fromMs);
    let left = workMs;
    for (let ordinal = first; ordinal <= first + HORIZON_DAYS; ordinal++) {
      const day = this.day(ordinal);
      if (ordinal > first && day.workMs < left) {
        left -= day.workMs;
        continue;
      }
      for (let i = 0; i < day.edges.length; i += 2) {
        const begin = Math.max(day.edges[i]!, fromMs);
        const available = Math.max(0, day.edges[i + 1]! - begin);
        if (available >= left) return new Date(begin + left);
        left -= available;
      }
    }
    throw this.neverWorked(from);
  }

  /** Working milliseconds of the first `count` working days after the local day of `at` (that day is day 0). */
  workingMsOfDaysAfter(at: Date, count: number): number {
    const dayZero = this.ordinalOf(at.getTime());
    let left = count;
    let total = 0;
    for (let ordinal = dayZero + 1; left > 0; ordinal++) {
      if (ordinal > dayZero + HORIZON_DAYS) throw this.neverWorked(at);
      const day = this.day(ordinal);
      if (day.workMs === 0) continue;
      total += day.workMs;
      left--;
    }
    return total;
  }

  private neverWorked(after: Date): RangeError {
    return new RangeError(`calendar ${this.id} has too little working time after ${after.toISOString()}`);
  }

  private ordinalOf(ms: number): number {
    if (Number.isNaN(ms)) throw new RangeError('a calendar needs a valid date');
    // Asking the zone for an offset is costly; days are remembered, so a guess is put right by looking at its
    // neighbours.
    let ordinal = Math.floor((ms + this.usualOffsetMs) / DAY_MS);
    while (ms < this.day(ordinal).startMs) ordinal--;
    while (ms >= this.day(ordinal).endMs) ordinal++;
    return ordinal;
  }

  private works(ordinal: number): boolean {
    // 1970-01-01, day 0, was a Thursday.
    const weekday = ((((ordinal + 3) % 7) + 7) % 7) + 1;
    return this.exceptions.get(isoDate(ordinal)) ?? this.weekdays.has(weekday);
  }

  private day(ordinal: number): LocalDay {
    const known = this.days.get(ordinal);
    if (known) return known;
    const edges = this.works(ordinal)
      ? this.blocks.flatMap(([from, to]) => [this.instant(ordinal, from), this.instant(ordinal, to)])
      : [];
    let workMs = 0;
    for (let i = 0; i < edges.length; i += 2) workMs += edges[i + 1]! - edges[i]!;
    const day = { startMs: this.instant(ordinal, 0), endMs: this.instant(ordinal + 1, 0), edges, workMs };
    this.days.set(ordinal, day);
    return day;
  }

  private instant(ordinal: number, minutes: number): number {
    const wholeDays = Math.floor(minutes / 1440);
    const date = new Date((ordinal + wholeDays) * DAY_MS);
    return DateTime.fromObject(
      {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
        hour: Math.floor((minutes % 1440) / 60),
        minute: minutes % 60,
      },
      { zone: this.ianaZone },
    ).toMillis();
  }
}

function isoDate(ordinal: number): string {
  return new Date(ordinal * DAY_MS).toISOString().slice(0, 10);
}
