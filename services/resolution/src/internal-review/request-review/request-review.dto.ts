import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const requestReviewSchema = z.strictObject({
  contactId: z.uuid().describe('Contact in which the complainant asked for it'),
  words: z.string().trim().min(1).max(5_000).optional().describe('Why, as the complainant said it; kept sealed'),
});

export const reviewOpenSchema = movedSchema.extend({
  reviewId: z.uuid(),
  version: z.number().int().describe('Version of the resolution after it'),
});
