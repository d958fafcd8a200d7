import { CurrencyCode, instantSchema, OutcomeCode, RemedyType, stateSchema } from '@redress/contracts';
import { z } from 'zod';
import { SHOWN_AS } from '../offer/domain/shown-as';

export const offerPathSchema = z.object({ token: z.string().max(200).describe('Token of the link') });

export const offerQuerySchema = z.object({
  lang: z
    .enum(['zh', 'en'])
    .optional()
    .catch(undefined)
    .describe('Language of the page; else what the browser prefers'),
});

export const offerBodySchema = z.strictObject({
  code: z.string().trim().min(1).max(40).describe('Tracking code, or the last four digits of the phone'),
  decision: z.enum(['VIEW', 'ACCEPT']).default('VIEW'),
});

export const shownOfferSchema = z.object({
  status: z.enum(SHOWN_AS),
  complaintNo: z.string(),
  revision: z.number().int(),
  outcome: OutcomeCode,
  explanation: z.string(),
  apology: z.string().nullable(),
  remedies: z.array(
    z.object({
      type: RemedyType,
      amount: z.object({ amountMinor: z.number().int(), currency: CurrencyCode }).nullable(),
      dueOn: z.iso.date(),
    }),
  ),
  offeredAt: instantSchema,
  decidedAt: instantSchema.nullable(),
  state: stateSchema,
  stateSeq: z.number().int(),
});
