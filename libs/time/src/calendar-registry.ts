import { Calendar } from './calendar';
import type { CalendarDocument } from './calendar-document';

/** The calendars a service has read from `policy.calendars.v1`. They are never pinned: the last one published counts. */
export class CalendarRegistry {
  private readonly calendars = new Map<string, Calendar>();

  /** Takes a calendar in, in place of an earlier one with its id. @throws ZodError when it is not valid */
  put(document: CalendarDocument): Calendar {
    const calendar = new Calendar(document);
    this.calendars.set(calendar.id, calendar);
    return calendar;
  }

  /** Forgets a calendar that was tombstoned. */
  remove(id: string): void {
    this.calendars.delete(id);
  }

  /** The calendar, or undefined when none with this id was read. */
  find(id: string): Calendar | undefined {
    return this.calendars.get(id);
  }

  /** The calendar. @throws UnknownCalendar when none with this id was read */
  get(id: string): Calendar {
    const calendar = this.calendars.get(id);
    if (!calendar) throw new UnknownCalendar(id);
    return calendar;
  }

  /** Ids of all calendars read so far. */
  ids(): string[] {
    return [...this.calendars.keys()];
  }
}

/** A clock names a calendar that has not been read from its topic. */
export class UnknownCalendar extends Error {
  constructor(readonly calendarId: string) {
    super(`calendar ${calendarId} is not known here`);
    this.name = 'UnknownCalendar';
  }
}
