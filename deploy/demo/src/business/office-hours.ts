import { readCalendarFiles, SHIPPED_CALENDAR_DIR } from '@redress/policy';
import { Calendar } from '@redress/time';
import { DateTime } from 'luxon';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const AWAKE_FROM_HOUR = 8;
const ASLEEP_FROM_HOUR = 22;

/** When people of the simulation act: staff in the working time of a calendar, complainants while they are awake. */
export class OfficeHours {
  constructor(private readonly calendar: Calendar) {}

  /** The working calendar that ships with the product under this id. Throws when there is none. */
  static shipped(calendarId: string): OfficeHours {
    const document = readCalendarFiles(SHIPPED_CALENDAR_DIR).find(({ id }) => id === calendarId);
    if (!document) throw new Error(`No calendar ${calendarId} ships with the product`);
    return new OfficeHours(new Calendar(document));
  }

  /** Whether staff are at work. */
  areOpen(at: Date): boolean {
    return this.calendar.isOpen(at);
  }

  /** The next time at which staff are at work; `at` itself if they are. */
  nextOpening(at: Date): Date {
    return this.calendar.nextOpening(at);
  }

  /** When a member of staff has worked on for so many minutes; never outside working time. */
  afterWork(at: Date, minutes: number): Date {
    return this.calendar.nextOpening(this.calendar.plusWorkingMs(at, minutes * MINUTE_MS));
  }

  /** So many minutes later, put off to the next morning when the complainant would be asleep. */
  whileAwake(at: Date, minutes: number): Date {
    const local = DateTime.fromMillis(at.getTime() + minutes * MINUTE_MS, { zone: this.calendar.zone });
    if (local.hour < AWAKE_FROM_HOUR) return atHour(local, AWAKE_FROM_HOUR, local.minute);
    if (local.hour >= ASLEEP_FROM_HOUR) return atHour(local.plus({ days: 1 }), AWAKE_FROM_HOUR, local.minute);
    return local.toJSDate();
  }

  /** The first working day on or after a local date, as its first instant. */
  firstWorkingDay(localDate: string): Date {
    return this.workingDay(localDate, 0);
  }

  /** The instant `time` (HH:mm) on the working day that is `offset` working days after the first one from `localDate` on. */
  at(localDate: string, offset: number, time: string): Date {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const day = DateTime.fromJSDate(this.workingDay(localDate, offset), { zone: this.calendar.zone });
    return day.set({ hour, minute }).toJSDate();
  }

  /** The local date, `YYYY-MM-DD`, so many days after that of `at`. */
  dateAfter(at: Date, days: number): string {
    return this.calendar.localDate(this.calendar.plusLocalDays(at, days));
  }

  /** The instant `time` (HH:mm) on a local date. */
  on(localDate: string, time: string): Date {
    return DateTime.fromISO(`${localDate}T${time}`, { zone: this.calendar.zone }).toJSDate();
  }

  /** Working days from the day of `from` to that of `to`, both counted. */
  workingDaysBetween(from: Date, to: Date): number {
    let count = 0;
    for (let at = from.getTime(); this.calendar.localDate(new Date(at)) <= this.calendar.localDate(to); at += DAY_MS) {
      if (this.calendar.isWorkingDay(this.calendar.localDate(new Date(at)))) count++;
    }
    return count;
  }

  /** Date and time as people of the place read them. */
  inWords(at: Date): string {
    return DateTime.fromJSDate(at, { zone: this.calendar.zone }).toFormat('ccc yyyy-MM-dd HH:mm', { locale: 'en' });
  }

  private workingDay(localDate: string, offset: number): Date {
    let day = DateTime.fromISO(localDate, { zone: this.calendar.zone });
    for (let left = offset; ; day = day.plus({ days: 1 })) {
      if (!this.calendar.isWorkingDay(day.toISODate() ?? '')) continue;
      if (left-- === 0) return day.toJSDate();
    }
  }
}

function atHour(day: DateTime, hour: number, minute: number): Date {
  return day.set({ hour, minute }).toJSDate();
}
