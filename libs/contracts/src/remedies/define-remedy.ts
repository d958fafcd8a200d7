import { COMPENSATION_BASES, type Label } from '../codes';
import { code, instalment, internal, money, optional, type RemedyTerms } from './remedy-term';

/** A kind of remedy; everything that knows kinds is made from it. */
export interface RemedyDeclaration<T extends string = string, F extends RemedyTerms = RemedyTerms> extends Label {
  readonly type: T;
  /** What its lines say besides owner and promised date. */
  readonly terms: F;
  /** Absent: it moves no money, and has no amount. */
  readonly pays?: Payment;
  /** It neither pays, delivers nor takes back: a plan of such lines alone is told, not asked (T41). */
  readonly needsNoConsent?: true;
  /** It clears a misunderstanding up before those who have it: one of these goes with a decision on an unfounded complaint (CM-06). */
  readonly clarifies?: true;
  /** What the file must show by which its execution is proven (RM-11). */
  readonly proof: Label;
}

/** Whether a payment needs a fault of ours, or is also given without one (CL-19, D9). */
export type Payment = 'FOR_FAULT' | 'GOODWILL';

type RemedyDefinition<T extends string, F extends RemedyTerms> = Omit<RemedyDeclaration<T, F>, 'terms' | 'pays'> & {
  readonly terms?: F;
};

/** Names that mean the same on every line, in plans, events and views; no term of a type may take one. */
const TAKEN: readonly string[] = [
  'remedyId',
  'type',
  'ownerUnitId',
  'dueOn',
  'state',
  'executedBy',
  'executedAt',
  'proof',
  'commands',
  'amount',
  'basis',
  'instalment',
  'instalments',
];

const PAYMENT_TERMS = {
  amount: optional(money({ zh: '金额', en: 'Amount' })),
  basis: internal(code(COMPENSATION_BASES, { zh: '依据', en: 'Ground' })),
  instalment: instalment({ zh: '分期', en: 'Instalment' }),
};
type NoTerms = Readonly<Record<never, never>>;
const NO_TERMS: NoTerms = {};

/**
 * Declares a remedy that moves no money. Terms stand on the story, in letters and on the page of the offer.
 * @throws Error when a term has a name that means something else on every line
 */
export function defineRemedy<const T extends string, F extends RemedyTerms = NoTerms>({
  terms = NO_TERMS as F,
  ...definition
}: RemedyDefinition<T, F>): RemedyDeclaration<T, F> {
  const taken = Object.keys(terms).find((name) => TAKEN.includes(name));
  if (taken) throw new Error(`${definition.type} cannot have a term ${taken}: the name is taken`);
  return { ...definition, terms };
}

/**
 * Declares a remedy that moves money: it has an amount, which is paid exactly, and a ground. The policy
 * pack says whether the amount must be given.
 * @throws Error as {@link defineRemedy}
 */
export function definePayment<const T extends string, F extends RemedyTerms = NoTerms>({
  terms,
  pays = 'FOR_FAULT',
  ...definition
}: RemedyDefinition<T, F> & { readonly pays?: Payment }): RemedyDeclaration<T, typeof PAYMENT_TERMS & F> {
  const own = defineRemedy({ ...definition, terms: terms ?? NO_TERMS });
  const all = (terms ? { ...PAYMENT_TERMS, ...terms } : PAYMENT_TERMS) as typeof PAYMENT_TERMS & F;
  return { ...own, type: definition.type, terms: all, pays };
}
