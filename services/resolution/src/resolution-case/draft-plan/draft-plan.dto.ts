import {
  byRemedyType,
  complaintIdSchema,
  MOST_INSTALMENTS,
  plannedInstalmentSchema,
  PlannedOutcome,
  UnitCode,
} from '@redress/contracts';
import { movedSchema } from '@redress/http';
import { z } from 'zod';
import { MOST_LINES } from '../domain/instalments';

export const complaintPathSchema = z.object({ id: complaintIdSchema });

export const planBodySchema = z.strictObject({
  outcome: PlannedOutcome,
  explanation: z.string().trim().min(1).max(10_000).describe('What the complainant is told; kept sealed'),
  apology: z.string().trim().min(1).max(5_000).optional().describe('For our own fault; kept sealed'),
  isFinal: z
    .boolean()
    .optional()
    .describe('No further offer follows when it is refused (T40); such an offer needs an approval'),
  remedies: z
    .array(
      byRemedyType(
        {},
        {
          ownerUnitId: UnitCode.describe('Unit that executes it'),
          partyId: complaintIdSchema
            .optional()
            .describe('For which of several complainants it is; needed where there are several'),
          dueOn: z.iso.date().optional().describe("Promised date; counted by the pack's days from today if absent"),
          instalments: z
            .array(plannedInstalmentSchema)
            .min(2)
            .max(MOST_INSTALMENTS)
            .optional()
            .describe(
              'Parts in which the amount is paid, each with its date; they sum to the amount, and each becomes a line of its own',
            ),
        },
        { hasInternalTerms: true, isStrict: true },
      ),
    )
    .max(MOST_LINES),
});

export type PlanBody = z.infer<typeof planBodySchema>;

export const draftedSchema = movedSchema.extend({
  planId: z.uuid(),
  revision: z.number().int().positive(),
  remedyIds: z.array(z.uuid()).describe('In the order in which the remedies were sent, one for each instalment'),
  version: z.number().int().describe('Version of the resolution after it'),
});
