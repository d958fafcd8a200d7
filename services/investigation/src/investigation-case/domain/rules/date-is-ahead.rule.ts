import { faultAt, type FieldFault } from '@redress/commands';

const MOST_DAYS = 90;
const DAY_MS = 24 * 3_600_000;

/** What others are asked for is due later than now, and within three months. */
export function dateIsAhead(dueAt: Date, now: Date, pointer = '/dueAt'): FieldFault[] {
  if (dueAt <= now) return [faultAt(pointer, 'not-later-than-now')];
  return dueAt.getTime() - now.getTime() > MOST_DAYS * DAY_MS
    ? [faultAt(pointer, 'too-far-ahead', { days: MOST_DAYS })]
    : [];
}
