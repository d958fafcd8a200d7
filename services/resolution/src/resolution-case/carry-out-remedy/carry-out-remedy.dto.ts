import { machines, RemedyFailure } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const failureBodySchema = z.strictObject({
  failure: RemedyFailure,
  note: z.string().trim().min(1).max(2_000).optional().describe('For colleagues; kept sealed'),
});

export type FailureBody = z.infer<typeof failureBodySchema>;

export const remedyMovedSchema = movedSchema.extend({
  remedyId: z.uuid(),
  remedyState: machines.remedyLine.schema,
  version: z.number().int().describe('Version of the resolution after it'),
});
