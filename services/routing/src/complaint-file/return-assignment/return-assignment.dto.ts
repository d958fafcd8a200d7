import { AssignmentReason, text } from '@redress/contracts';
import { z } from 'zod';

export const noteSchema = text(5_000).describe('For colleagues only; kept sealed');

export const returnSchema = z.strictObject({
  reason: AssignmentReason,
  note: noteSchema.optional(),
});

export type ReturnBody = z.infer<typeof returnSchema>;
