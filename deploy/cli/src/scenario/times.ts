import type { Calendar } from '@redress/time';
import { DateTime } from 'luxon';
import { Failure } from '../failure';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SEARCH_DAYS = 400;

/**
 * Reads the times of a scenario in the zone of a working calendar:
 * `2025-10-11 10:00`; `day 2 09:30` (so many days after the first day); `workday 2 09:30` (so many working days after it);
 * `day 2 end` (the end of that day); `now`, or a mark such as `start` or `received`, with `+ 90m`, `- 1h`, `+ 2d`, `+ 3 workdays`
 * behind it; `+ 90m` alone counts from now.
 */
export class Times {
  private readonly marks = new Map<string, Date>();

  constructor(
    private readonly calendar: Calendar,
    private readonly now: () => Date,
  ) {}

  /** Gives a time a name. */
  mark(name: string, at: Date): void {
    this.marks.set(name, at);
  }

  /** The instant. Throws a Failure when it cannot be read. */
  read(text: string): Date {
    const at = this.absolute(text) ?? this.ofDay(text) ?? this.relative(text);
    if (!at) throw new Failure(`"${text}" is not a time`);
    return at;
  }

  /** When a play begins: an absolute time, or the next `workday HH:mm`, `friday HH:mm` after now. */
  begin(text: string): Date {
    const absolute = this.absolute(text);
    if (absolute) return absolute;
    const [, word = '', clock = ''] = /^(workday|[a-z]+day) (\d\d:\d\d)$/.exec(text) ?? [];
    const weekday = WEEKDAYS.indexOf(word) + 1;
    if (word !== 'workday' && weekday === 0) throw new Failure(`"${text}" is not a beginning`);
    for (let day = 0; day <= SEARCH_DAYS; day++) {
      const at = this.onDay(this.local(this.now()).plus({ days: day }), clock);
      if (at <= this.now() || !this.isWorked(at)) continue;
      if (weekday === 0 || this.local(at).weekday === weekday) return at;
    }
    throw new Failure(`There is no ${text} in the next ${SEARCH_DAYS} days`);
  }

  /** Whether a beginning is a date of the calendar. */
  isDated(text: string): boolean {
    return this.absolute(text) !== undefined;
  }

  /** Local date, as in `2026-03-02`. */
  date(at: Date): string {
    return this.local(at).toISODate() ?? '';
  }

  /** As people of the place read it. */
  inWords(at: Date, language: 'zh' | 'en'): string {
    return this.local(at).toFormat('ccc yyyy-MM-dd HH:mm', { locale: language });
  }

  private absolute(text: string): Date | undefined {
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text)) return undefined;
    const at = DateTime.fromFormat(text, 'yyyy-MM-dd HH:mm', { zone: this.calendar.zone });
    return at.isValid ? at.toJSDate() : undefined;
  }

  private ofDay(text: string): Date | undefined {
    const [, kind, count, clock = ''] = /^(day|workday) (\d+) (\d\d:\d\d|end)$/.exec(text) ?? [];
    if (kind === undefined) return undefined;
    const start = this.marks.get('start');
    if (!start) throw new Failure(`"${text}" needs a beginning`);
    const day = kind === 'day' ? this.local(start).plus({ days: Number(count) }) : this.workday(start, Number(count));
    return this.onDay(day, clock);
  }

  private relative(text: string): Date | undefined {
    const parts = /^([a-z][A-Za-z0-9]*)?(?: ?([+-]) ?(\d+) ?(m|h|d|workdays?))?$/.exec(text);
    if (!parts || text === '') return undefined;
    const [, mark = 'now', sign, count, unit] = parts;
    const from = mark === 'now' ? this.now() : this.marks.get(mark);
    if (!from) return undefined;
    if (sign === undefined) return from;
    if (unit?.startsWith('workday')) {
      if (sign === '-') return undefined;
      const { hour, minute } = this.local(from);
      return this.workday(from, Number(count)).set({ hour, minute }).toJSDate();
    }
    const ms = Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
    return new Date(from.getTime() + (sign === '+' ? ms : -ms));
  }

  private workday(from: Date, count: number): DateTime {
    let day = this.local(from);
    for (let left = count; left > 0;) {
      day = day.plus({ days: 1 });
      if (this.isWorked(day.toJSDate())) left--;
    }
    return day;
  }

  private onDay(day: DateTime, clock: string): Date {
    if (clock === 'end') return this.calendar.endOfDay(day.toJSDate());
    const [hour = 0, minute = 0] = clock.split(':').map(Number);
    return day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
  }

  private isWorked(at: Date): boolean {
    return this.calendar.isWorkingDay(this.date(at));
  }

  private local(at: Date): DateTime {
    return DateTime.fromJSDate(at, { zone: this.calendar.zone });
  }
}
