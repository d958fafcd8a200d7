import type { LetterKind } from '@redress/contracts';
import type { LetterItem } from '@redress/policy';
import type { LetterContent } from './letter-content';

/** A letter that lacks one of these is none, whatever the procedure says (AK-03, T5, T6, T8). */
const ALWAYS: Partial<Record<LetterKind, readonly LetterItem[]>> = {
  ACKNOWLEDGEMENT: ['COMPLAINT_NO', 'ACCEPTED_AT', 'EXPECTED_AT'],
  OFFER_REMINDER: ['COMPLAINT_NO', 'DECISION_LINK', 'DECIDE_BY'],
  OFFER_LAPSED: ['COMPLAINT_NO', 'REOPENING_RIGHT'],
  SUMMARY_RESOLUTION: ['COMPLAINT_NO', 'OUTCOME'],
  ANSWER: ['COMPLAINT_NO', 'ANSWER'],
  DECLINE: ['COMPLAINT_NO', 'REASON', 'RIGHTS'],
  REFERRAL: ['COMPLAINT_NO', 'ORGANISATION', 'REASON', 'DATA_BASIS'],
};

/** The words that stand for each item in this letter; an item without words cannot be in it. */
export type ItemWording = Partial<Readonly<Record<LetterItem, readonly string[]>>>;

/**
 * Finds out what a finished letter says, by looking for the words in it: an item counts when all its words stand in the
 * text and in the HTML, for a reader sees only one of the two.
 */
export function itemsIn(
  content: LetterContent,
  wording: ItemWording,
  escapeHtml: (text: string) => string,
): Set<LetterItem> {
  const present = new Set<LetterItem>();
  for (const [item, words] of Object.entries(wording) as [LetterItem, readonly string[]][]) {
    const said = words.length > 0 && words.every((word) => word !== '' && isSaid(word, content, escapeHtml));
    if (said) present.add(item);
  }
  return present;
}

/** What every letter of the kind must say besides what the procedure demands. */
export function missingAlways(kind: LetterKind, present: ReadonlySet<LetterItem>): LetterItem[] {
  return (ALWAYS[kind] ?? []).filter((item) => !present.has(item));
}

function isSaid(word: string, { text, html }: LetterContent, escapeHtml: (text: string) => string): boolean {
  return text.includes(word) && html.includes(escapeHtml(word));
}
