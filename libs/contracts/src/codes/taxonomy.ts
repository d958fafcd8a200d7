import { z } from 'zod';

/** What people read in place of a code, in the two languages of the product. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** A closed set of codes with their labels; the key is what travels in events and rows. */
export type Taxonomy = Readonly<Record<string, Label>>;

/** The schema of the codes of a taxonomy. */
export function codesOf<T extends Taxonomy>(taxonomy: T, description: string) {
  const codes = Object.keys(taxonomy) as [keyof T & string, ...(keyof T & string)[]];
  return z.enum(codes).describe(description);
}

/** The label of a code in the reader's language; an unknown code is its own label. */
export function labelOf(taxonomy: Taxonomy, code: string, locale: string): string {
  const label = Object.hasOwn(taxonomy, code) ? taxonomy[code] : undefined;
  if (!label) return code;
  return locale.toLowerCase().startsWith('zh') ? label.zh : label.en;
}
