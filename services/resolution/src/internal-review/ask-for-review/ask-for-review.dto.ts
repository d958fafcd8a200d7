import { instantSchema } from '@redress/contracts';
import { proofFields } from '@redress/http';
import { z } from 'zod';

export const askForReviewSchema = z.strictObject({
  decision: z.enum(['VIEW', 'ASK']).default('VIEW').describe('VIEW only says until when a review can be asked for'),
  ...proofFields,
  words: z.string().trim().max(5_000).optional().describe('Why, in the words of the complainant; kept sealed'),
});

export const shownReviewSchema = z.object({
  status: z.enum(['POSSIBLE', 'ASKED']),
  complaintNo: z.string(),
  until: instantSchema.nullable().describe('Until when it can be asked for; null once it was'),
});
