import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const renegotiationBodySchema = z.strictObject({
  contactId: z
    .uuid()
    .optional()
    .describe('Contact in which the complainant agreed; without it an executive is asked to decide'),
  note: z.string().trim().min(1).max(5_000).optional().describe('For who decides; kept sealed'),
});

export type RenegotiationBody = z.infer<typeof renegotiationBodySchema>;

export const renegotiationSchema = movedSchema.extend({
  stepId: z.uuid().nullable().describe('What an executive is to decide; null when the complainant agreed'),
  version: z.number().int().describe('Version of the resolution after it'),
});
