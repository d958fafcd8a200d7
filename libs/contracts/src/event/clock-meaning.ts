import type { SubjectReference } from '../values/clock-list';

/** What an event means to clocks: packs may start and stop clocks on it, and routing follows it for that. */
export interface ClockMeaning {
  /** Field with the instant at which it happened, where the event is often written down later. */
  readonly happenedAt?: string;
  /**
   * What it is about when it is not about the complaint itself: the kind, and the field with the id. Clocks that start on
   * it run for each of these on its own.
   */
  readonly subject?: { readonly kind: string; readonly id: string };
  /** It belongs to the last move of the complaint, so it cannot have happened before it. */
  readonly afterMove?: true;
}

/** What an event is about by its meaning to clocks; undefined: the complaint. */
export function clockSubjectOf(meaning: ClockMeaning | undefined, data: unknown): SubjectReference | undefined {
  if (!meaning?.subject) return undefined;
  const { kind, id } = meaning.subject;
  return { kind, id: String((data as Readonly<Record<string, unknown>>)[id]) };
}
