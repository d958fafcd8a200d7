import { ConsentException } from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

const note = z.string().trim().min(1).max(5_000).describe('For colleagues; kept sealed');

export const impositionBodySchema = z.strictObject({
  exception: ConsentException,
  ground: z
    .string()
    .trim()
    .min(1)
    .max(5_000)
    .describe('Why no consent is waited for; the complainant gets it in the letter; kept sealed'),
  note: note.optional(),
});

export type ImpositionBody = z.infer<typeof impositionBodySchema>;

/** Of whatever one person proposes and another decides. */
export const stepDecisionBodySchema = z.strictObject({ decision: z.enum(['APPROVE', 'REJECT']) });

export type StepDecisionBody = z.infer<typeof stepDecisionBodySchema>;

export const proposedSchema = movedSchema.extend({
  stepId: z.uuid().describe('What another person is to decide'),
  version: z.number().int().describe('Version of the resolution after it'),
});

export const stepDecidedSchema = movedSchema.extend({
  stepId: z.uuid(),
  version: z.number().int().describe('Version of the resolution after it'),
});
