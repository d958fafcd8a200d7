import type { SubjectReference } from '../values/clock-list';

/**
 * What the data of an event have to say: each field named has this value, one of these values, or, where it is a list,
 * holds one of them. Of an object its field stands after a full stop.
 */
export type DataCondition = Readonly<Record<string, string | boolean | readonly string[]>>;

/** What an event means to clocks: packs may start and stop clocks on it, and routing follows it for that. */
export interface ClockMeaning {
  /** Field with the instant at which it happened, where the event is often written down later. */
  readonly happenedAt?: string;
  /**
   * What it is about when it is not about the complaint itself: the kind, and the field with the id. Clocks that start on
   * it run for each of these on its own; without the id it means nothing.
   */
  readonly subject?: { readonly kind: string; readonly id: string };
  /** Field with the day that is agreed for what starts on it: an instant or a date. */
  readonly until?: string;
  /** It is about one clock, which its fields `clock`, `run`, `pack` and `subject` name. */
  readonly ofClock?: true;
  /** It belongs to the last move of the complaint, or to the last of this name, so it cannot have happened before it. */
  readonly afterMove?: true | string;
  /** Further facts that it means when its data say so, by their names; packs start and stop clocks on these too. */
  readonly means?: Readonly<Record<string, DataCondition>>;
  /** It means these alone: by its own name packs do not know it. */
  readonly onlyMeans?: true;
}

/** What a fact says besides that it happened. */
export interface FactDetail {
  /** The clock that it is about, by its code; absent: those that start on it. */
  readonly clock?: string | undefined;
  /** The pack of a statutory clock. */
  readonly pack?: string | undefined;
  /** The run of the clock that it is about. */
  readonly run?: number | undefined;
  /** A day that was agreed or granted, ISO 8601; of a date its end counts, in the calendar of the clock. */
  readonly until?: string | undefined;
}

/** What packs call an event, and what it is about; absent: the complaint. */
export interface FactForClocks {
  readonly fact: string;
  readonly subject?: SubjectReference | undefined;
  readonly detail?: FactDetail | undefined;
}

type Fields = Readonly<Record<string, unknown>>;
type Meant = Readonly<{ fact: string; clocks?: ClockMeaning | undefined }>;

/** What packs may call an event, whatever its data. */
export function namesForClocks({ fact, clocks }: Meant): readonly string[] {
  if (!clocks) return [];
  return [...(clocks.onlyMeans ? [] : [fact]), ...Object.keys(clocks.means ?? {})];
}

/** What an event means to clocks by its data, its own name first. */
export function clockFactsOf({ fact, clocks }: Meant, data: unknown): readonly FactForClocks[] {
  if (!clocks) return [];
  const fields = (data ?? {}) as Fields;
  const about = clocks.subject;
  const id = about && fields[about.id];
  if (about && id === undefined) return [];
  const subject = about
    ? { kind: about.kind, id: String(id) }
    : clocks.ofClock && (fields['subject'] as SubjectReference);
  const detail = detailOf(clocks, fields);
  const rest = { ...(subject ? { subject } : {}), ...(detail ? { detail } : {}) };
  return [...(clocks.onlyMeans ? [] : [fact]), ...factsMeantBy(clocks, data)].map((name) => ({ fact: name, ...rest }));
}

/** The further facts that an event means to clocks by its data, in the order of the declaration. */
export function factsMeantBy(meaning: ClockMeaning | undefined, data: unknown): readonly string[] {
  return Object.entries(meaning?.means ?? {})
    .filter(([, condition]) => holds(condition, data as Fields))
    .map(([fact]) => fact);
}

function detailOf({ until, ofClock }: ClockMeaning, fields: Fields): FactDetail | undefined {
  const text = (name: string) => (typeof fields[name] === 'string' ? (fields[name] as string) : undefined);
  const day = until && text(until);
  if (!ofClock) return day ? { until: day } : undefined;
  const pack = (fields['pack'] as { readonly id?: string } | undefined)?.id;
  return { clock: text('clock'), run: fields['run'] as number, pack, until: day };
}

function holds(condition: DataCondition, data: Fields): boolean {
  return Object.entries(condition).every(([path, wanted]) => {
    const said = [valueAt(data, path)].flat();
    return [wanted].flat().some((value) => said.includes(value));
  });
}

function valueAt(data: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Fields | null | undefined)?.[name], data);
}
