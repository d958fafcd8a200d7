import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const renegotiationBodySchema = z.strictObject({
  contactIds: z
    .array(z.uuid())
    .min(1)
    .max(20)
    .optional()
    .describe(
      'Contacts in which the complainants agreed, one of each who loses something; without them an executive is asked to decide',
    ),
  note: z.string().trim().min(1).max(5_000).optional().describe('For who decides; kept sealed'),
});

export type RenegotiationBody = z.infer<typeof renegotiationBodySchema>;

export const renegotiationSchema = movedSchema.extend({
  stepId: z.uuid().nullable().describe('What an executive is to decide; null when the complainant agreed'),
  version: z.number().int().describe('Version of the resolution after it'),
});
