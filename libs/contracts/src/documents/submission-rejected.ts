import { z } from 'zod';
import { faultCodeSchema } from '../codes';
import { instantSchema } from '../values';
import { defineDocument } from './document';

export const submissionRejected = defineDocument({
  type: 'redress.intake.submission-rejected.v1',
  topic: 'complaint.submissions.rejected.v1',
  emitter: 'intake',
  schema: z.object({
    source: z.string().max(255).nullable().describe('ce_source as received, where it can be repeated'),
    id: z.string().max(255).nullable().describe('ce_id as received, where it can be repeated'),
    topic: z.string(),
    partition: z.number().int(),
    offset: z.string(),
    lastOffset: z
      .string()
      .optional()
      .describe('Of a batch that could not be read: the last offset it takes; offset is its first'),
    receivedAt: instantSchema,
    reasons: z
      .array(
        z.object({
          code: faultCodeSchema,
          params: z
            .record(z.string(), z.union([z.string(), z.number()]))
            .optional()
            .describe('For the words of the code'),
          pointer: z.string().optional().describe('JSON pointer into the value'),
          detail: z.string(),
        }),
      )
      .min(1),
  }),
  description: 'Why a record of complaint.submissions.v1 was not registered; no part of its body.',
  example: {
    source: '/crm',
    id: 'A-10018',
    topic: 'complaint.submissions.v1',
    partition: 3,
    offset: '42',
    receivedAt: '2026-03-02T01:15:00.000Z',
    reasons: [{ code: 'required', pointer: '/description', detail: 'description must not be empty' }],
  },
});
