import { machines } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';
import { complaintPathSchema } from '../draft-plan/draft-plan.dto';

export const remedyPathSchema = complaintPathSchema.extend({ remedyId: z.uuid().describe('Remedy line id') });

/** Fields that stand before the file. */
export const executionFieldsSchema = z.strictObject({
  amountMinor: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('What was paid, minor units; the agreed amount if absent'),
  note: z.string().trim().min(1).max(2_000).optional().describe('For colleagues; kept sealed'),
});

export type ExecutionFields = z.infer<typeof executionFieldsSchema>;

export const executedSchema = movedSchema.extend({
  remedyId: z.uuid(),
  remedyState: z.literal(machines.remedyLine.state.DONE),
  evidenceSha256: z.string(),
  version: z.number().int(),
});
