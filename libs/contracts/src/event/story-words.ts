import type { EventTitle } from './event';
import { EVENTS } from './event-list';
import type { FieldWords } from './field';

const titles = new Map(EVENTS.map(({ fact, title }) => [fact, title]));
const ofFact = new Map(EVENTS.map(({ fact, words }) => [fact, words]));
const ofAnyFact = new Map(EVENTS.flatMap(({ words }) => Object.entries(words)));

/** What happened, in words; undefined when no event of this release tells the fact. */
export function titleOf(fact: string): EventTitle | undefined {
  return titles.get(fact);
}

/**
 * What people read of a field of an event. Of an event that this release does not know, a field reads as in the events
 * that it does know.
 * @returns null when the field is for programs only; undefined when no event has it
 */
export function wordsOf(fact: string, field: string): FieldWords | null | undefined {
  const words = ofFact.get(fact);
  return words && Object.hasOwn(words, field) ? words[field] : ofAnyFact.get(field);
}
