import { z } from 'zod';

/** ISO 4217 currency. */
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be three capitals')
  .describe('ISO 4217 currency');
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/** An amount in minor units of its currency, zero or more. */
export const moneySchema = z
  .object({
    amountMinor: z
      .number()
      .int()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .describe('Amount in minor units, e.g. fen or cents'),
    currency: CurrencyCode.describe('ISO 4217'),
  })
  .describe('An amount of money');

export type Money = Readonly<z.infer<typeof moneySchema>>;

/** An amount that is asked for or paid, so more than nothing; as requests carry it. */
export const positiveMoneySchema = z.strictObject({
  amountMinor: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  currency: CurrencyCode,
});
