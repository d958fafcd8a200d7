import { DateTime } from 'luxon';
import type { CompiledPack } from './compiled-pack';
import type { PolicyPack } from './policy-pack';

/** The clock that runs from the moment at which the complainant was told an offer, until it is answered or lapses (T25). */
export function decisionClock({ content: { clocks } }: CompiledPack): PolicyPack['clocks'][number] | undefined {
  return clocks.find(({ atDue, start }) => atDue === 'EXPIRE' && start.includes('offer-told'));
}

/**
 * Until when a complainant can decide who is told an offer at `at`. A pack has a clock for it, which counts calendar time.
 */
export function decideBy(pack: CompiledPack, at: Date): Date {
  const clock = decisionClock(pack);
  if (!clock) throw new Error(`${pack.reference.id} has no clock for the decision on an offer`);
  const { amount, unit } = clock.limit;
  const from = DateTime.fromJSDate(at, { zone: pack.content.zone });
  return from.plus(unit === 'CAL_D' ? { days: amount } : { hours: amount }).toJSDate();
}

/** How often the complainant must have been reminded before an offer lapses. */
export function remindersBeforeLapse(pack: CompiledPack): number {
  return decisionClock(pack)?.reminders?.atLeast ?? 0;
}

/** When a case is closed of which the offer lapsed at `lapsedAt`, unless the complainant comes back before (T28). */
export function lapsedCaseClosesAt({ content: { followUp, zone } }: CompiledPack, lapsedAt: Date): Date {
  return DateTime.fromJSDate(lapsedAt, { zone }).plus({ days: followUp.lapsedClosesAfterDays }).toJSDate();
}
