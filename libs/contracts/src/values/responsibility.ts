import { z } from 'zod';
import { ResponsibilityParty, UnitCode } from '../codes';

export const responsibilityShareSchema = z.object({
  party: ResponsibilityParty,
  unitId: UnitCode.optional().describe('The unit at fault, never the person'),
  percent: z.number().int().min(0).max(100),
});
