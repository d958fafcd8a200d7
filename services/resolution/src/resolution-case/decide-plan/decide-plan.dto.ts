import { movedSchema } from '@redress/http';
import { z } from 'zod';

/** A reason as a code: it stands on the story, so it cannot hold words about a person. */
export const reasonCodeSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{1,63}$/, 'must be capitals, digits and underscores')
  .describe('Reason as a code; it becomes public to all readers of the story');

export const decisionSchema = z
  .strictObject({
    decision: z.enum(['APPROVE', 'REJECT']),
    reasonCode: reasonCodeSchema.optional(),
    comment: z.string().trim().min(1).max(5_000).optional().describe('For the drafter; kept sealed'),
  })
  .refine((body) => body.decision === 'APPROVE' || body.reasonCode !== undefined, {
    path: ['reasonCode'],
    message: 'is required for REJECT',
  });

export type DecisionBody = z.infer<typeof decisionSchema>;

export const decidedSchema = movedSchema.extend({
  planId: z.uuid(),
  revision: z.number().int().positive(),
  offerId: z.uuid().nullable().describe('Null when the plan was rejected'),
  version: z.number().int(),
});
