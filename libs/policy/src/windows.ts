import { DateTime } from 'luxon';
import type { CompiledPack } from './compiled-pack';

/** Clocks whose limit is a window within which complainants may ask for something; lint wants calendar days for them. */
export const WINDOW_CLOCKS = { reopening: 'REOPEN_WINDOW', review: 'REVIEW_REQUEST', objection: 'OBJECTION' } as const;

/** How many days a window is open; undefined where the pack has none. */
export function windowDays(
  { content: { clocks } }: CompiledPack,
  window: keyof typeof WINDOW_CLOCKS,
): number | undefined {
  return clocks.find(({ code }) => code === WINDOW_CLOCKS[window])?.limit.amount;
}

/**
 * The last instant of a window that begins at `from`, as its clock in the pack counts: calendar days in the zone of the pack,
 * to the same local time.
 * @returns undefined where the pack has no such clock: nothing may be asked for then
 */
export function windowUntil(pack: CompiledPack, window: keyof typeof WINDOW_CLOCKS, from: Date): Date | undefined {
  const days = windowDays(pack, window);
  if (days === undefined) return undefined;
  return DateTime.fromJSDate(from, { zone: pack.content.zone }).plus({ days }).toJSDate();
}
