import {
  CategoryCode,
  ComplaintKind,
  ComplexityCode,
  FaultLevelCode,
  FlagCode,
  SeverityCode,
  UrgencyCode,
} from '@redress/contracts';
import { z } from 'zod';

export const reclassificationSchema = z
  .strictObject({
    reasonCode: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{1,63}$/, 'must be capitals, digits and underscores')
      .describe('Why it is changed, e.g. NEW_FACTS'),
    category: CategoryCode.optional(),
    kind: ComplaintKind.optional(),
    severity: SeverityCode.optional(),
    urgency: UrgencyCode.optional(),
    flags: z.array(FlagCode).max(16).optional().describe('All flags afterwards'),
    complexity: ComplexityCode.optional(),
    faultLevel: FaultLevelCode.optional(),
  })
  .refine(
    ({ reasonCode: _reason, ...changes }) => Object.values(changes).some((value) => value !== undefined),
    'must change kind, category, severity, urgency, flags, complexity or level of fault',
  );

export type ReclassificationBody = z.infer<typeof reclassificationSchema>;
