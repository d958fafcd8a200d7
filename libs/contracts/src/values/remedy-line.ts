import { z } from 'zod';
import { RemedyType, UnitCode } from '../codes';
import { moneySchema } from './money';

/** Remedies that move money; only their lines have an amount. */
export const MONETARY_REMEDIES = [
  'REFUND',
  'PARTIAL_REFUND',
  'COMPENSATION_LEGAL',
  'COMPENSATION_CONTRACT',
  'GOODWILL_PAYMENT',
  'VOUCHER',
  'FEE_WAIVER',
] as const satisfies readonly RemedyType[];

const MonetaryRemedy = RemedyType.extract(MONETARY_REMEDIES);
const RemedyInKind = RemedyType.exclude(MONETARY_REMEDIES);

/** Whether lines of the type have an amount. */
export const isMonetary = (type: RemedyType): boolean => MonetaryRemedy.safeParse(type).success;

/**
 * What is done to put things right, by its type: a type with fields of its own gets a variant of its own here.
 * @param before fields of every variant that are written before the type
 * @param after fields of every variant that are written after those of the type
 */
function byRemedyType<B extends z.ZodRawShape, A extends z.ZodRawShape>(before: B, after: A) {
  return z.discriminatedUnion('type', [
    z.object({ ...before, type: MonetaryRemedy, amount: moneySchema.optional(), ...after }),
    z.object({ ...before, type: RemedyInKind, ...after }),
  ]);
}

/** One line of a resolution plan as events carry it. */
export const remedyLineSchema = byRemedyType(
  { remedyId: z.uuid().describe('Remedy line id') },
  {
    ownerUnitId: UnitCode.describe('Unit that executes it'),
    dueOn: z.iso.date().describe('Date by which it is promised'),
  },
);

/** One line as the complainant is told it in letters and on pages. */
export const promisedRemedySchema = byRemedyType({}, { dueOn: z.iso.date() });
