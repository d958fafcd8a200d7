import { z } from 'zod';
import { instantSchema } from '../values';
import { defineDocument } from './document';

export const policyPack = defineDocument({
  type: 'redress.intake.policy-pack.v1',
  topic: 'policy.packs.v1',
  emitter: 'intake',
  schema: z.object({
    id: z.string().min(1).max(64),
    version: z.number().int().positive(),
    effectiveFrom: instantSchema.describe(
      'Complaints received into the register from here on are pinned to it, business time',
    ),
    publishedAt: instantSchema,
    organisationId: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe(
        'Whose complaints are pinned to it; absent for what comes with the installation: those of every organisation',
      ),
    content: z.record(z.string(), z.unknown()).describe('The pack itself; its schema is that of libs/policy'),
  }),
  description: 'One version of a policy pack.',
  example: {
    id: 'GENERAL_SERVICE',
    version: 1,
    effectiveFrom: '2026-01-01T00:00:00.000Z',
    publishedAt: '2025-12-01T00:00:00.000Z',
    content: {},
  },
});

export const policyCalendar = defineDocument({
  type: 'redress.intake.policy-calendar.v1',
  topic: 'policy.calendars.v1',
  emitter: 'intake',
  schema: z.object({
    id: z.string().min(1).max(64),
    content: z.record(z.string(), z.unknown()).describe('The calendar itself; its schema is that of libs/time'),
  }),
  description: 'A business calendar, whole.',
  example: { id: 'CN', content: {} },
});
