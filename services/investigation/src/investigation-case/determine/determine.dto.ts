import {
  NoInvestigationReason,
  ReasonablenessCode,
  responsibilityShareSchema,
  RootCauseCode,
  ValidityVerdict,
} from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';

const words = (max: number) => z.string().trim().min(1).max(max);

export const determinationSchema = z.strictObject({
  verdict: ValidityVerdict,
  reasonableness: ReasonablenessCode,
  responsibility: z
    .array(z.strictObject(responsibilityShareSchema.shape))
    .min(1)
    .max(16)
    .describe('Shares that sum to 100'),
  rootCause: RootCauseCode,
  findings: z
    .array(
      z.strictObject({
        text: words(5_000).describe('What was found; kept sealed'),
        evidenceIds: z
          .array(z.uuid())
          .max(50)
          .describe('Evidence on the case that shows it, of whatever kind; none only without investigation'),
      }),
    )
    .min(1)
    .max(50),
  scope: words(5_000).describe('Scope of impact: customers, batches, stock; kept sealed'),
  recommendation: words(5_000).optional(),
  noInvestigation: z
    .strictObject({ reasonCode: NoInvestigationReason, words: words(2_000).describe('Kept sealed') })
    .optional()
    .describe('Why less evidence than the pack asks for is enough, or none; the caller answers for it by name'),
});

export type DeterminationBody = z.infer<typeof determinationSchema>;

export const determinedSchema = movedSchema.extend({ determinationId: z.uuid(), version: z.number().int() });
