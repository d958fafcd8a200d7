import { ReviewDecision } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const decideReviewSchema = z.strictObject({
  decision: ReviewDecision,
  grounds: z.string().trim().min(1).max(10_000).describe('What the complainant is told; kept sealed'),
});

export const reviewDecidedSchema = movedSchema.extend({
  reviewId: z.uuid(),
  decision: ReviewDecision,
  offerId: z.uuid().nullable().describe('The offer that is made again'),
  version: z.number().int().describe('Version of the resolution after it'),
});
