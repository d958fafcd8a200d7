import { z } from 'zod';
import { codesOf, type Label, type Taxonomy } from '../codes';
import { positiveMoneySchema } from '../values/money';

/** How a term reads; letters, pages and the timeline know how to write each kind. */
export type TermFormat = 'money' | 'date' | 'quantity' | 'reference' | 'instalment' | { readonly codes: Taxonomy };

/**
 * A field that remedies of a type have of their own. Terms stand on the story, so there is no kind for words that a person
 * types: those belong into the explanation, which is sealed.
 */
export interface RemedyTerm<S extends z.ZodType = z.ZodType> extends Label {
  readonly schema: S;
  readonly format: TermFormat;
  /** For colleagues only: neither letter nor page shows it to the complainant. */
  readonly isInternal?: true;
  /** Given by the plan to what it splits up; no caller sends it. */
  readonly isAssigned?: true;
}

export type RemedyTerms = Readonly<Record<string, RemedyTerm>>;

/** A million million minor units: beyond any remedy, and twenty of them still add up exactly. */
const LARGEST_AMOUNT_MINOR = 1_000_000_000_000;

const paidSchema = positiveMoneySchema
  .extend({ amountMinor: z.int().min(1).max(LARGEST_AMOUNT_MINOR).describe('Minor units, e.g. fen or cents') })
  .describe('An amount of money');

/** Parts in which one amount is paid at most. */
export const MOST_INSTALMENTS = 12;

/** One of the parts in which an amount is paid, as a drafter plans it. */
export const plannedInstalmentSchema = z.strictObject({
  amount: paidSchema,
  dueOn: z.iso.date().describe('Date by which this part is promised'),
});
export type PlannedInstalment = Readonly<z.infer<typeof plannedInstalmentSchema>>;

const instalmentSchema = z.strictObject({
  no: z.int().min(1).max(MOST_INSTALMENTS).describe('Which part it is, from 1'),
  of: z.int().min(2).max(MOST_INSTALMENTS).describe('How many parts there are'),
  total: paidSchema.describe('What all parts are together'),
});
export type Instalment = Readonly<z.infer<typeof instalmentSchema>>;

/** Which of several parts of an amount a payment is (T27). */
export function instalment(label: Label): RemedyTerm<z.ZodOptional<typeof instalmentSchema>> {
  return { ...optional(termOf(instalmentSchema, 'instalment', label)), isAssigned: true };
}

/** An amount, more than nothing. */
export function money(label: Label) {
  return termOf(paidSchema, 'money', label);
}

/** A calendar date, `YYYY-MM-DD`. */
export function date(label: Label) {
  return termOf(z.iso.date(), 'date', label);
}

/** A whole number of pieces, days or the like. */
export function quantity(label: Label, { min = 1, max }: { readonly min?: number; readonly max: number }) {
  return termOf(z.int().min(min).max(max), 'quantity', label);
}

/** Number or model in a catalogue; too narrow for words that a person types. */
export function reference(label: Label) {
  const schema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/+-]{0,39}$/, 'must be letters, digits and . _ / + -');
  return termOf(schema, 'reference', label);
}

/** One code of a taxonomy. */
export function code<const T extends Taxonomy>(codes: T, label: Label) {
  return termOf(codesOf(codes, label.en), { codes }, label);
}

/** The term may be left out. */
export function optional<S extends z.ZodType>(term: RemedyTerm<S>): RemedyTerm<z.ZodOptional<S>> {
  return { ...term, schema: term.schema.optional() };
}

/** The term may be left out and is for colleagues only. */
export function internal<S extends z.ZodType>(term: RemedyTerm<S>): RemedyTerm<z.ZodOptional<S>> {
  return { ...optional(term), isInternal: true };
}

function termOf<S extends z.ZodType>(schema: S, format: TermFormat, { zh, en }: Label): RemedyTerm<S> {
  return { schema: schema.describe(en), format, zh, en };
}
