import {
  CategoryCode,
  ComplexityCode,
  FaultLevelCode,
  FlagCode,
  SeverityCode,
  UnitCode,
  UrgencyCode,
  staffIdSchema,
} from '@redress/contracts';
import { z } from 'zod';

export const assessmentSchema = z.strictObject({
  category: CategoryCode,
  severity: SeverityCode,
  urgency: UrgencyCode,
  flags: z.array(FlagCode).max(16).optional().describe('Absent: those that intake proposed'),
  complexity: ComplexityCode.optional().describe('Absent: as the registration said'),
  faultLevel: FaultLevelCode.optional().describe('Absent: as the registration said'),
  unitId: UnitCode.optional().describe("Absent: the unit that the pack's rules name"),
  handlerId: staffIdSchema.optional().describe('Absent: the least loaded handler of the unit'),
});

export type AssessmentBody = z.infer<typeof assessmentSchema>;
