import { z } from 'zod';
import { CategoryCode, FlagCode, PriorityCode, SeverityCode, UrgencyCode } from '../codes';

export const flagsSchema = z.array(FlagCode).max(16).describe('Flags that are set');

export const staffIdSchema = z
  .string()
  .regex(/^(staff|client):[A-Za-z0-9._-]{1,100}$/)
  .describe('Opaque staff or client id of the directory');

/** The classification of a complaint as routing decided it (CL-*, RG-13). */
export const classificationShape = {
  category: CategoryCode,
  severity: SeverityCode.describe('How bad: one scale for all procedures'),
  urgency: UrgencyCode.describe('How soon the complainant needs it'),
  priority: PriorityCode.describe('f(severity, urgency, flags)'),
  flags: flagsSchema,
};

export const classificationExample = {
  category: 'PRODUCT_QUALITY.DEFECT',
  severity: 'MAJOR',
  urgency: 'NORMAL',
  priority: 'P2',
  flags: ['compensationDemanded'],
} as const satisfies Record<string, unknown>;
