import { z } from 'zod';

/** ISO 4217 currency. */
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be three capitals')
  .describe('ISO 4217 currency');
export type CurrencyCode = z.infer<typeof CurrencyCode>;

/** An amount that is asked for or paid, in minor units of its currency, so more than nothing. */
export const positiveMoneySchema = z.strictObject({
  amountMinor: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  currency: CurrencyCode,
});

export type Money = Readonly<z.infer<typeof positiveMoneySchema>>;
