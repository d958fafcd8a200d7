import { ClosureCode, FollowUpResult, SatisfactionScore, zonedInstantSchema } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';
import { reasonCodeSchema } from '../decide-plan/decide-plan.dto';

export const followUpBodySchema = z.strictObject({
  result: FollowUpResult,
  satisfaction: SatisfactionScore.optional(),
  reasonCode: reasonCodeSchema.optional(),
  deferredUntil: zonedInstantSchema
    .optional()
    .describe('Needed for DEFERRED: when to call again, after the visit for which the verdict waits'),
  otherNeeds: z
    .string()
    .trim()
    .min(1)
    .max(5_000)
    .optional()
    .describe('What else the complainant needs, when asked; kept sealed'),
  comment: z.string().trim().min(1).max(5_000).optional().describe('What was said; kept sealed'),
});

export type FollowUpBody = z.infer<typeof followUpBodySchema>;

export const followUpRecordedSchema = movedSchema.extend({
  followUpId: z.uuid(),
  attempt: z.number().int().positive(),
  closureCode: ClosureCode.nullable().describe('Set when the attempt closed the complaint'),
  version: z.number().int(),
});
