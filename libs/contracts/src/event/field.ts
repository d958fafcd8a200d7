import type { z } from 'zod';
import type { Label, Taxonomy } from '../codes';

/** How a value of a field reads; the pages of people know how to write each kind. */
export type FieldFormat =
  | 'text'
  | 'instant'
  | 'flag'
  | 'category'
  | 'clock'
  | 'unit'
  | 'level'
  | 'bytes'
  | 'percent'
  | 'score'
  | 'money'
  | 'priority'
  | 'responsibility'
  | 'remedy'
  | 'source'
  | { readonly codes: Taxonomy }
  | { readonly list: FieldFormat };

/** What people read of a field. */
export interface FieldWords extends Label {
  /** Plain text if absent. */
  readonly as?: FieldFormat;
  /** An absolute value that several events carry: where it differs from the last one, it changed. */
  readonly lasting?: true;
  /** Most often the instant of the event itself; then it is not shown. */
  readonly ownInstant?: true;
  /** A value that is not worth showing. */
  readonly usual?: unknown;
}

/** A field of an event: what may stand in it, and what people read of it. */
export interface Field<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  /** `null`: for programs only. */
  readonly words: FieldWords | null;
}

export type Fields = Readonly<Record<string, Field>>;

/** The shape of the object that has these fields. */
export type ShapeOf<F extends Fields> = { [N in keyof F]: F[N]['schema'] };

/** Declares a field that people read. */
export function field<S extends z.ZodType>(schema: S, words: FieldWords): Field<S> {
  return { schema, words };
}

/** Declares a field for programs: an id, a hash, a version. */
export function silent<S extends z.ZodType>(schema: S): Field<S> {
  return { schema, words: null };
}
