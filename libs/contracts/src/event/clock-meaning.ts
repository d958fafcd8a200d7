import type { SubjectReference } from '../values/clock-list';

/**
 * What the data of an event have to say: each field named has this value, one of these values, or, where it is a list,
 * holds one of them.
 */
export type DataCondition = Readonly<Record<string, string | boolean | readonly string[]>>;

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
  /** Further facts that it means when its data say so, by their names; packs start and stop clocks on these too. */
  readonly means?: Readonly<Record<string, DataCondition>>;
}

/** What an event is about by its meaning to clocks; undefined: the complaint. */
export function clockSubjectOf(meaning: ClockMeaning | undefined, data: unknown): SubjectReference | undefined {
  if (!meaning?.subject) return undefined;
  const { kind, id } = meaning.subject;
  return { kind, id: String((data as Readonly<Record<string, unknown>>)[id]) };
}

/** The further facts that an event means to clocks by its data, in the order of the declaration. */
export function factsMeantBy(meaning: ClockMeaning | undefined, data: unknown): readonly string[] {
  return Object.entries(meaning?.means ?? {})
    .filter(([, condition]) => holds(condition, data as Readonly<Record<string, unknown>>))
    .map(([fact]) => fact);
}

function holds(condition: DataCondition, data: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(condition).every(([field, wanted]) => {
    const said = [data[field]].flat();
    return [wanted].flat().some((value) => said.includes(value));
  });
}
