import { Injectable } from '@nestjs/common';
import { clockView, type ClockView } from '@redress/http';
import { BusinessClock, CalendarRegistry, computeClock } from '@redress/time';
import type { SlaClock } from './domain/sla-clock';

/** Shows clocks as they stand now, so that a reader needs no calendar (architecture 5.9). */
@Injectable()
export class ClockViews {
  constructor(
    private readonly clock: BusinessClock,
    private readonly calendars: CalendarRegistry,
  ) {}

  /** @throws UnknownCalendar */
  of({ clockId, policy, subject, segments, run }: SlaClock): ClockView {
    const asOf = this.clock.now();
    const calendar = this.calendars.get(policy.calendarId);
    const reading = computeClock({ limit: policy.limit, calendar, segments, now: asOf, atDue: policy.atDue });
    if (!reading) throw new Error(`Clock ${policy.code} was kept without a start`);
    const identity = {
      clockId,
      clock: policy.code,
      ...(subject ? { subject } : {}),
      cycle: run + 1,
      statutory: policy.class === 'STATUTORY',
      timeZone: calendar.zone,
      asOf,
    };
    return clockView(identity, reading);
  }

  /** Running clocks first, the one due first on top; then those that ended, the latest first. */
  all(clocks: readonly SlaClock[]): ClockView[] {
    const ms = (at: Date | null) => at?.getTime() ?? Infinity;
    const running = clocks.filter(({ endedAt }) => endedAt === null).sort((a, b) => compare(ms(a.dueAt), ms(b.dueAt)));
    const ended = clocks
      .filter(({ endedAt }) => endedAt !== null)
      .sort((a, b) => compare(ms(b.endedAt), ms(a.endedAt)));
    return [...running, ...ended].map((clock) => this.of(clock));
  }
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
