import type { LetterKind } from '@redress/contracts';
import type { CompiledPack } from './compiled-pack';
import type { LetterItem } from './policy-pack';

/** What a letter must say and this one does not (AK-03); a kind that the pack does not mention must say nothing. */
export function missingLetterItems(
  pack: CompiledPack,
  kind: LetterKind,
  present: ReadonlySet<LetterItem>,
): LetterItem[] {
  return (pack.content.letters[kind]?.mustContain ?? []).filter((item) => !present.has(item));
}

/** The clock whose due time a letter gives as expected time; undefined when it gives none. */
export function expectedTimeClock(pack: CompiledPack, kind: LetterKind): string | undefined {
  return pack.content.letters[kind]?.expectedTimeClock;
}
