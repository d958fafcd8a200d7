import { z } from 'zod';
import { labelOf, UnitCode, type Label, type Taxonomy } from '../codes';
import { complaintIdSchema } from '../values';
import type { Money } from '../values/money';
import type { RemedyDeclaration } from './define-remedy';
import { DECLARED_REMEDIES } from './remedy-list';
import type { Instalment, RemedyTerms, TermFormat } from './remedy-term';

type Declared = (typeof DECLARED_REMEDIES)[number];

export type RemedyType = Declared['type'];

const declarations: readonly RemedyDeclaration<RemedyType>[] = DECLARED_REMEDIES;
const byType = new Map(declarations.map((declared) => [declared.type, declared]));

/** What the enterprise does to put things right, with labels. */
export const REMEDIES = Object.fromEntries(declarations.map(({ type, zh, en }) => [type, { zh, en }])) as Record<
  RemedyType,
  Label
> satisfies Taxonomy;

export const RemedyType = z
  .enum(declarations.map(({ type }) => type) as [RemedyType, ...RemedyType[]])
  .describe('What is done to put things right');

/** The declaration of a type. */
export function remedyOfType(type: RemedyType): RemedyDeclaration<RemedyType> {
  return byType.get(type) as RemedyDeclaration<RemedyType>;
}

// Types with the same terms share a variant, so that types, schemas and documents stay short.
const ALIKE = [...new Set(declarations.map(({ terms }) => terms))].map((terms) => ({
  terms,
  types: declarations.filter((declared) => declared.terms === terms).map(({ type }) => type) as [RemedyType],
}));

type Simplify<T> = { [N in keyof T]: T[N] };
type TermsOf<F extends RemedyTerms> = keyof F extends never
  ? unknown
  : z.output<z.ZodObject<{ [N in keyof F]: F[N]['schema'] }>>;
type FieldsOf<S extends z.ZodRawShape> = keyof S extends never ? unknown : z.output<z.ZodObject<S>>;
/** The types that have just these terms. */
type TypesWith<F, D = Declared> =
  D extends RemedyDeclaration<infer T, infer G> ? ([F, G] extends [G, F] ? T : never) : never;
type VariantWith<F extends RemedyTerms, B extends z.ZodRawShape, A extends z.ZodRawShape> = Simplify<
  FieldsOf<B> & { type: TypesWith<F> } & TermsOf<F> & FieldsOf<A>
>;
type VariantsOf<D, B extends z.ZodRawShape, A extends z.ZodRawShape> =
  D extends RemedyDeclaration<string, infer F> ? VariantWith<F, B, A> : never;
type UnionOf<B extends z.ZodRawShape, A extends z.ZodRawShape> = VariantsOf<Declared, B, A>;

interface UnionOptions {
  /** Terms for colleagues only are part of it; else they are left out. */
  readonly hasInternalTerms: boolean;
  /** Sent by a caller: unknown fields are faults and not left out, and terms that the plan assigns are unknown. */
  readonly isStrict: boolean;
}

/**
 * A schema that tells remedies apart by their type, each with its terms.
 * @param before fields of every variant that are written before the type
 * @param after fields of every variant that are written after the terms
 */
export function byRemedyType<B extends z.ZodRawShape, A extends z.ZodRawShape>(
  before: B,
  after: A,
  { hasInternalTerms, isStrict }: UnionOptions = { hasInternalTerms: true, isStrict: false },
): z.ZodType<UnionOf<B, A>, UnionOf<B, A>> {
  const object = isStrict ? z.strictObject : z.object;
  const variants = ALIKE.map(({ terms, types }) => {
    const known = Object.entries(terms).filter(
      ([, { isInternal, isAssigned }]) => (hasInternalTerms || !isInternal) && !(isStrict && isAssigned),
    );
    const shape = Object.fromEntries(known.map(([name, { schema }]) => [name, schema]));
    return object({ ...before, type: RemedyType.extract(types), ...shape, ...after });
  });
  const union: unknown = z.discriminatedUnion('type', variants as [(typeof variants)[number]]);
  return union as z.ZodType<UnionOf<B, A>, UnionOf<B, A>>;
}

/** Type and terms of a remedy. */
export const remedySchema = byRemedyType({}, {});
export type Remedy = Readonly<z.infer<typeof remedySchema>>;

/** One line of a resolution plan as events carry it. */
export const remedyLineSchema = byRemedyType(
  { remedyId: z.uuid().describe('Remedy line id') },
  {
    ownerUnitId: UnitCode.describe('Unit that executes it'),
    dueOn: z.iso.date().describe('Date by which it is promised'),
    partyId: complaintIdSchema.optional().describe('For which of several complainants of the case it is'),
  },
);

/** One line as the complainant is told it in letters and on pages. */
export const promisedRemedySchema = byRemedyType(
  {},
  { dueOn: z.iso.date() },
  { hasInternalTerms: false, isStrict: false },
);
export type PromisedRemedy = Readonly<z.infer<typeof promisedRemedySchema>>;

const OF_PARTY = complaintIdSchema.optional().describe('For which of several complainants of the case it is');

/** Type and terms of a remedy, with whose it is: each of several complainants is told their own alone. */
export const remedyOfPartySchema = byRemedyType({}, { partyId: OF_PARTY });
export type RemedyOfParty = Readonly<z.infer<typeof remedyOfPartySchema>>;

/** {@link promisedRemedySchema}, with whose it is. */
export const promisedToPartySchema = byRemedyType(
  {},
  { dueOn: z.iso.date(), partyId: OF_PARTY },
  { hasInternalTerms: false, isStrict: false },
);

/** A remedy without the terms that are for colleagues only, as the complainant is told of it. */
export const toldRemedySchema = byRemedyType({}, {}, { hasInternalTerms: false, isStrict: false });

/** Whether remedies of the type move money, and on what ground; only their lines have an amount. */
export const paymentBy = (type: RemedyType) => remedyOfType(type).pays;

/** Whether a plan of remedies of these types is told and not asked: none of them pays, delivers or takes back (T41). */
export const needNoConsent = (types: readonly RemedyType[]) =>
  types.every((type) => remedyOfType(type).needsNoConsent === true);

/** Whether remedies of the type clear a misunderstanding up before those who have it (CM-06). */
export const clarifies = (type: RemedyType) => remedyOfType(type).clarifies === true;

/** What a remedy pays; undefined when it pays nothing. */
export const amountOf = (remedy: Remedy): Money | undefined => ('amount' in remedy ? remedy.amount : undefined);

/**
 * Type and terms, without whatever else the line has.
 * @throws Error that names type and terms at fault, never their values
 */
export function remedyIn(line: { readonly type: RemedyType }): Remedy {
  const parsed = remedySchema.safeParse(line);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new Error(`A remedy ${line.type} has terms that its type does not allow: ${faults.join(', ')}`);
}

/** The terms of a remedy as they are kept, apart from its type. @throws Error as {@link remedyIn} */
export function termsIn(line: { readonly type: RemedyType }): Readonly<Record<string, unknown>> {
  const { type: _, ...terms } = remedyIn(line);
  return terms;
}

/** A term that a remedy has, for people. */
export interface Detail extends Label {
  readonly name: string;
  readonly format: TermFormat;
  readonly value: unknown;
}

/**
 * The terms that a remedy has besides the amount that it pays, in the order of its declaration; none of a type that this
 * release does not know.
 * @param declared the declaration of its type
 */
export function detailsOf(
  remedy: { readonly type: string },
  declared: RemedyDeclaration | undefined = byType.get(remedy.type as RemedyType),
): Detail[] {
  const values = remedy as Readonly<Record<string, unknown>>;
  return Object.entries(declared?.terms ?? {}).flatMap(([name, { format, zh, en }]) => {
    const value = values[name];
    const isPaid = declared?.pays && name === 'amount';
    return value === undefined || isPaid ? [] : [{ name, format, zh, en, value }];
  });
}

/** How a letter or a page writes what is written in many ways. */
export interface TermWriters {
  readonly money: (amount: Money) => string;
  /** @param on `YYYY-MM-DD` */
  readonly date: (on: string) => string;
}

/** Label and value of a term in the reader's language. */
export function inWords({ format, value, zh, en }: Detail, locale: string, { money, date }: TermWriters): string {
  const isChinese = locale.toLowerCase().startsWith('zh');
  const write = (): string => {
    if (typeof format === 'object') return labelOf(format.codes, String(value), locale);
    if (format === 'money') return money(value as Money);
    if (format === 'instalment') return instalmentInWords(value as Instalment, isChinese, money);
    return format === 'date' ? date(String(value)) : String(value);
  };
  return isChinese ? `${zh}：${write()}` : `${en}: ${write()}`;
}

function instalmentInWords({ no, of, total }: Instalment, isChinese: boolean, money: TermWriters['money']): string {
  return isChinese ? `第 ${no} 期，共 ${of} 期，总额 ${money(total)}` : `${no} of ${of}, ${money(total)} in all`;
}
