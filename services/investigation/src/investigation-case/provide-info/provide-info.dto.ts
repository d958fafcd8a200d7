import { movedSchema } from '@redress/http';
import { z } from 'zod';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';

export const informationPathSchema = complaintPathSchema.extend({
  informationRequestId: z.uuid().describe('Id of the questions'),
});

export const recordInfoSchema = z.strictObject({
  answers: z
    .array(z.string().trim().max(10_000))
    .min(1)
    .max(20)
    .describe('One for each question, in their order; empty where the complainant did not say; kept sealed'),
  contactId: z.uuid().describe('The contact in which the complainant said so'),
});

export const infoRecordedSchema = movedSchema.extend({
  evidenceId: z.uuid().describe('The statement'),
  version: z.number().int().describe('Version of the case after it'),
});
