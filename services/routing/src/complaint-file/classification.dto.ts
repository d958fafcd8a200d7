import {
  CategoryCode,
  ComplaintKind,
  ComplexityCode,
  FaultLevelCode,
  FlagCode,
  PriorityCode,
  SeverityCode,
  UrgencyCode,
} from '@redress/contracts';
import { z } from 'zod';

/** The classification of a complaint as reads show it. */
export const classificationSchema = z
  .object({
    kind: ComplaintKind,
    category: CategoryCode,
    severity: SeverityCode,
    urgency: UrgencyCode,
    priority: PriorityCode,
    flags: z.array(FlagCode),
    complexity: ComplexityCode.nullable(),
    faultLevel: FaultLevelCode.nullable(),
    assessedBy: z
      .enum(['RULES', 'PERSON'])
      .nullable()
      .describe('Who decided it; null while it is only what the rules propose'),
  })
  .meta({ id: 'Classification' });
