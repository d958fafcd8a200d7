import { DateTime } from 'luxon';
import type { CompiledPack } from './compiled-pack';

/** By when the complainant is to be asked for the first time (SL-07). */
export function firstFollowUpBy(pack: CompiledPack, resolvedAt: Date): Date {
  return new Date(resolvedAt.getTime() + pack.content.followUp.firstAttemptWithinHours * 3_600_000);
}

/** Whether enough attempts on enough local days were made in vain to close as unreachable (T28). */
export function isUnreachable(pack: CompiledPack, attemptsInVain: readonly Date[]): boolean {
  const { maxAttempts, onDistinctDays } = pack.content.followUp;
  const days = new Set(attemptsInVain.map((at) => DateTime.fromJSDate(at, { zone: pack.content.zone }).toISODate()));
  return attemptsInVain.length >= maxAttempts && days.size >= onDistinctDays;
}

/** Latest instant to which a follow-up can be deferred that is made at `at`, counted in the zone of the pack (FU-04). */
export function followUpDeferrableUntil({ content: { followUp, zone } }: CompiledPack, at: Date): Date {
  return DateTime.fromJSDate(at, { zone }).plus({ days: followUp.deferAtMostDays }).toJSDate();
}

/** Whether those whose question or suggestion was answered are asked afterwards how it went (T8). */
export function followsUpAnswers(pack: CompiledPack): boolean {
  return pack.content.followUp.ofAnswers ?? false;
}
