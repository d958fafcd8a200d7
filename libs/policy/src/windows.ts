import { DateTime } from 'luxon';
import type { CompiledPack } from './compiled-pack';

/** Clocks whose limit is a window within which complainants may ask for something; lint wants calendar days for them. */
export const WINDOW_CLOCKS = { reopening: 'REOPEN_WINDOW', review: 'REVIEW_REQUEST', objection: 'OBJECTION' } as const;

/**
 * The last instant of a window that begins at `from`, as its clock in the pack counts: calendar days in the zone of the pack,
 * to the same local time.
 * @returns undefined where the pack has no such clock: nothing may be asked for then
 */
export function windowUntil(pack: CompiledPack, window: keyof typeof WINDOW_CLOCKS, from: Date): Date | undefined {
  const clock = pack.content.clocks.find(({ code }) => code === WINDOW_CLOCKS[window]);
  return clock && DateTime.fromJSDate(from, { zone: pack.content.zone }).plus({ days: clock.limit.amount }).toJSDate();
}
