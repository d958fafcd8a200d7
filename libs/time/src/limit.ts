import { LimitUnit } from '@redress/contracts';
import { z } from 'zod';
import type { Calendar } from './calendar';

const HOUR_MS = 3_600_000;
const LARGEST: Record<LimitUnit, number> = { CAL_H: 8_784, CAL_D: 1_830, WD: 1_300, WH: 5_000, EOD: 366 };

/**
 * How long something may take. Hours may be fractions (0.5 is half an hour), days are whole. `EOD` counts local days
 * including the one it starts on: 1 is the end of the same day.
 */
export const Limit = z
  .strictObject({
    amount: z.number().positive('must be more than 0').describe('How many units'),
    unit: LimitUnit,
  })
  .superRefine(({ amount, unit }, context) => {
    if (unit !== 'CAL_H' && unit !== 'WH' && !Number.isInteger(amount)) {
      context.addIssue({ code: 'custom', path: ['amount'], message: `must be a whole number for ${unit}` });
    }
    if (amount > LARGEST[unit]) {
      context.addIssue({ code: 'custom', path: ['amount'], message: `must be at most ${LARGEST[unit]} for ${unit}` });
    }
  })
  .describe('How long something may take');
export type Limit = z.infer<typeof Limit>;

/**
 * Measures one limit from one start: which time counts (all of it, or working time) and how much of it there is. All that
 * clocks compute rests on the two directions, elapsed time and its inverse.
 */
export interface Meter {
  /** Nothing counts before this instant. */
  readonly countsFrom: Date;
  /** What the whole limit amounts to, in milliseconds that count. */
  readonly limitMs: number;
  /** `WORKING`: only working time counts; `CALENDAR`: all of it. */
  readonly kind: 'WORKING' | 'CALENDAR';
  /** Milliseconds that count between two instants. */
  elapsedMs(from: Date, to: Date): number;
  /** The earliest instant at which `elapsed` milliseconds that count have passed since `from`. */
  plus(from: Date, elapsedMs: number): Date;
}

/**
 * The meter of a limit that starts at `start` (domain reference 4.1, rules 2 to 4): the day of the start is day 0 for
 * working days, and working hours that start outside the blocks start at the next opening. Calendar days end at the same
 * local time, working days at the last block's end.
 */
export function meterFor(start: Date, limit: Limit, calendar: Calendar): Meter {
  switch (limit.unit) {
    case 'CAL_H':
      return calendarMeter(start, limit.amount * HOUR_MS);
    case 'CAL_D':
      return calendarMeter(start, calendar.plusLocalDays(start, limit.amount).getTime() - start.getTime());
    case 'EOD': {
      const lastDay = calendar.plusLocalDays(start, limit.amount - 1);
      return calendarMeter(start, calendar.endOfDay(lastDay).getTime() - start.getTime());
    }
    case 'WH':
      return workingMeter(calendar, calendar.nextOpening(start), limit.amount * HOUR_MS);
    case 'WD':
      return workingMeter(calendar, calendar.endOfDay(start), calendar.workingMsOfDaysAfter(start, limit.amount));
  }
}

/** When a limit that starts at `start` and is never paused runs out. */
export function addLimit(start: Date, limit: Limit, calendar: Calendar): Date {
  const meter = meterFor(start, limit, calendar);
  return meter.plus(start, meter.limitMs);
}

function calendarMeter(start: Date, limitMs: number): Meter {
  return {
    countsFrom: new Date(start),
    limitMs: Math.round(limitMs),
    kind: 'CALENDAR',
    elapsedMs: (from, to) => Math.max(0, to.getTime() - Math.max(from.getTime(), start.getTime())),
    plus: (from, elapsedMs) => new Date(Math.max(from.getTime(), start.getTime()) + elapsedMs),
  };
}

function workingMeter(calendar: Calendar, countsFrom: Date, limitMs: number): Meter {
  const clip = (at: Date) => (at < countsFrom ? countsFrom : at);
  return {
    countsFrom,
    limitMs: Math.round(limitMs),
    kind: 'WORKING',
    elapsedMs: (from, to) => calendar.workingMsBetween(clip(from), to),
    plus: (from, elapsedMs) => calendar.plusWorkingMs(clip(from), elapsedMs),
  };
}
