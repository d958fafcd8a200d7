import { instantSchema } from '@redress/contracts';
import { z } from 'zod';

export const questionsQuerySchema = z.object({
  lang: z
    .enum(['zh', 'en'])
    .optional()
    .catch(undefined)
    .describe('Language of the page; else what the browser prefers'),
  no: z.string().max(64).optional().catch(undefined).describe('Number of the complaint, to be filled in on the page'),
});

const answers = z
  .union([
    z
      .string()
      .max(10_000)
      .transform((one) => [one]),
    z.array(z.string().max(10_000)).max(20),
  ])
  .describe('One for each question, in their order; some may be empty');

export const questionsBodySchema = z.strictObject({
  decision: z.enum(['VIEW', 'ANSWER']).default('VIEW'),
  complaintNo: z.string().trim().min(1).max(64).describe('Number of the complaint'),
  trackingCode: z.string().trim().min(1).max(40).describe('Tracking code; case and spaces do not matter'),
  answers: answers.optional(),
});

export const shownQuestionsSchema = z.object({
  status: z.enum(['ASKED', 'ANSWERED']),
  complaintNo: z.string(),
  questions: z.array(z.string()).describe('None once they are answered'),
  dueAt: instantSchema.nullable(),
});
