import { zonedInstantSchema } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

export const requestInfoSchema = z.strictObject({
  questions: z
    .array(z.string().trim().min(1).max(2_000))
    .min(1)
    .max(20)
    .describe('What the complainant is asked, question by question; kept sealed, and sent with the letter'),
  dueAt: zonedInstantSchema.describe('Until when an answer is hoped for: later than now, within 90 days'),
});

export const infoRequestedSchema = movedSchema.extend({
  informationRequestId: z.uuid(),
  pause: z.number().int().describe('Which pause of the round it is, 1 for the first'),
  version: z.number().int().describe('Version of the case after it'),
});
