import { CategoryCode, FlagCode, SeverityCode, UrgencyCode } from '@redress/contracts';
import { z } from 'zod';

export const reclassificationSchema = z
  .strictObject({
    reasonCode: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{1,63}$/, 'must be capitals, digits and underscores')
      .describe('Why it is changed, e.g. NEW_FACTS'),
    category: CategoryCode.optional(),
    severity: SeverityCode.optional(),
    urgency: UrgencyCode.optional(),
    flags: z.array(FlagCode).max(16).optional().describe('All flags afterwards'),
  })
  .refine(
    ({ category, severity, urgency, flags }) =>
      [category, severity, urgency, flags].some((value) => value !== undefined),
    'must change category, severity, urgency or flags',
  );

export type ReclassificationBody = z.infer<typeof reclassificationSchema>;
