import { instantSchema } from '@redress/contracts';
import { proofFields } from '@redress/http';
import { z } from 'zod';

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
  ...proofFields,
  answers: answers.optional(),
});

export const shownQuestionsSchema = z.object({
  status: z.enum(['ASKED', 'ANSWERED']),
  complaintNo: z.string(),
  questions: z.array(z.string()).describe('None once they are answered'),
  dueAt: instantSchema.nullable(),
});
