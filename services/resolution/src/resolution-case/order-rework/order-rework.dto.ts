import { ReworkReason } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const reworkBodySchema = z.strictObject({
  reason: ReworkReason,
  comment: z.string().trim().min(1).max(5_000).describe('What is to be looked at again; kept sealed'),
});

export type ReworkBody = z.infer<typeof reworkBodySchema>;

export const reworkOrderedSchema = movedSchema.extend({
  reworkId: z.uuid(),
  round: z.number().int().positive().describe('Which determination of the handling was sent back, 1 for the first'),
  version: z.number().int().describe('Version of the resolution after it'),
});
