import { COMPLAINT_KINDS, type ComplaintKind, type LetterKind } from '@redress/contracts';
import type { Limit } from '@redress/time';
import type { CompiledPack } from './compiled-pack';
import type { LetterItem, PolicyPack } from './policy-pack';
import { windowDays } from './windows';

/** What a letter must say and this one does not (AK-03); a kind that the pack does not mention must say nothing. */
export function missingLetterItems(
  pack: CompiledPack,
  kind: LetterKind,
  present: ReadonlySet<LetterItem>,
): LetterItem[] {
  return (pack.content.letters[kind]?.mustContain ?? []).filter((item) => !present.has(item));
}

/**
 * The clocks whose due time a letter gives as expected time, one for each kind of submission; of a complaint only that of
 * its kind runs. Empty when the letter gives none.
 */
export function expectedTimeClocks(pack: CompiledPack, kind: LetterKind): readonly string[] {
  const letter = pack.content.letters[kind];
  const clocks = (Object.keys(COMPLAINT_KINDS) as ComplaintKind[]).map((one) => letter && expectedClockOf(letter, one));
  return [...new Set(clocks.filter((clock) => clock !== undefined))];
}

/** The clock that gives the expected time to a submission of a kind. */
export function expectedClockOf(
  letter: NonNullable<PolicyPack['letters'][LetterKind]>,
  kind: ComplaintKind,
): string | undefined {
  return letter.expectedTimeClockOf?.[kind] ?? letter.expectedTimeClock;
}

/** Whether the complainant is reminded by a letter that means this fact while the clock runs (T13, T25). */
export function remindsBy(pack: CompiledPack, clock: string, fact: 'offer-reminded' | 'information-reminded'): boolean {
  return pack.content.clocks.some(({ code, reminders }) => code === clock && reminders?.on.includes(fact));
}

/** Whether the complainant is told when this clock is extended: it is a promise to them, or set by law. */
export function tellsOfExtension(pack: CompiledPack, clock: string): boolean {
  return pack.content.clocks.some(({ code, profile }) => code === clock && (profile === 'B' || profile === 'C'));
}

/** Calendar days for which a closed case can be reopened; undefined when the pack has no clock for it. */
export function reopenDays(pack: CompiledPack): number | undefined {
  return windowDays(pack, 'reopening');
}

/** Calendar days within which an internal review can be asked for (T24); undefined when the pack has no clock for it. */
export function reviewDays(pack: CompiledPack): number | undefined {
  return windowDays(pack, 'review');
}

/** By when a review is to be decided that is asked for (T31): the limit of the clock for it. */
export function reviewLimit({ content: { clocks } }: CompiledPack): Limit | undefined {
  return clocks.find(({ start }) => start.includes('review-opened'))?.limit;
}
