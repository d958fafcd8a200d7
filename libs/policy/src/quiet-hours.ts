import { DateTime } from 'luxon';
import type { CompiledPack } from './compiled-pack';

/** Local time in which complainants are left alone; `from` after `to` passes midnight. */
export interface QuietHours {
  /** `HH:mm`. */
  readonly from: string;
  readonly to: string;
  /** IANA zone. */
  readonly zone: string;
}

/** When complainants of a procedure are left alone. */
export function quietHoursOf({ content: { quietHours, zone } }: CompiledPack): QuietHours {
  return { ...quietHours, zone };
}

/** `at` itself, or the end of the quiet hours that it lies in: `from` belongs to them, `to` does not. */
export function nextLoudInstant({ from, to, zone }: QuietHours, at: Date): Date {
  const local = DateTime.fromJSDate(at, { zone });
  const time = local.toFormat('HH:mm');
  const isOvernight = from > to;
  const isQuiet = isOvernight ? time >= from || time < to : time >= from && time < to;
  if (!isQuiet) return at;
  const [hour, minute] = to.split(':').map(Number);
  const day = isOvernight && time >= from ? local.plus({ days: 1 }) : local;
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toJSDate();
}
