import { complaintIdSchema, instantSchema, Provenance, zonedInstantSchema } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const complaintPathSchema = z.object({ id: complaintIdSchema });
export const evidencePathSchema = complaintPathSchema.extend({ evidenceId: z.uuid().describe('Evidence item id') });

/** Fields that stand before the file. */
export const evidenceFieldsSchema = z.strictObject({
  provenance: Provenance,
  description: z.string().trim().min(1).max(2_000).describe('What it shows; kept sealed'),
  receivedAt: zonedInstantSchema
    .optional()
    .describe('When the enterprise got it, business time; now if absent, never in the future'),
});

export type EvidenceFields = z.infer<typeof evidenceFieldsSchema>;

export const evidenceAddedSchema = movedSchema.extend({
  evidenceId: z.uuid(),
  sha256: z.string(),
  byteSize: z.number().int(),
  mediaType: z.string().describe('Found in the bytes'),
  receivedAt: instantSchema,
  version: z.number().int().describe('Version of the case after it'),
});
