import { instantSchema } from '@redress/contracts';
import { z } from 'zod';

export const reviewQuerySchema = z.object({
  lang: z
    .enum(['zh', 'en'])
    .optional()
    .catch(undefined)
    .describe('Language of the page; else what the browser prefers'),
  no: z.string().max(64).optional().catch(undefined).describe('Number of the complaint, to be filled in on the page'),
});

export const askForReviewSchema = z.strictObject({
  decision: z.enum(['VIEW', 'ASK']).default('VIEW').describe('VIEW only says until when a review can be asked for'),
  complaintNo: z.string().trim().min(1).max(64).describe('Number of the complaint'),
  trackingCode: z.string().trim().min(1).max(40).describe('Tracking code; case and spaces do not matter'),
  words: z.string().trim().max(5_000).optional().describe('Why, in the words of the complainant; kept sealed'),
});

export const shownReviewSchema = z.object({
  status: z.enum(['POSSIBLE', 'ASKED']),
  complaintNo: z.string(),
  until: instantSchema.nullable().describe('Until when it can be asked for; null once it was'),
});
