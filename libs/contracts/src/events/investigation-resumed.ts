import { z } from 'zod';
import { RESUMPTION_REASONS, ResumptionReason } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { requestId } from '../event/shared-fields';
import { instantSchema } from '../values';

export const investigationResumed = defineEvent({
  emitter: 'investigation',
  fact: 'investigation-resumed',
  kind: 'state',
  transitions: ['T13', 'T14'],
  title: { zh: '恢复调查', en: 'Investigation resumed' },
  fields: {
    reason: field(ResumptionReason, { zh: '原因', en: 'reason', as: { codes: RESUMPTION_REASONS } }),
    informationRequestId: silent(z.uuid().optional().describe('The questions for whose answer it waited')),
    thirdPartyId: silent(z.uuid().optional().describe('The third party whose reply was the last that it waited for')),
    contactId: silent(z.uuid().optional().describe('The contact in which the complainant replied')),
    pausedAt: field(instantSchema.describe('Since when it waited'), {
      zh: '暂停自',
      en: 'waited since',
      as: 'instant',
    }),
    pausedSeconds: silent(z.number().int().min(0).describe('How long it waited, business time')),
    requestId: silent(requestId.schema.optional().describe('The expiry that was granted; absent otherwise')),
  },
  clocks: {},
  parts: { actor: 'INVESTIGATOR' },
  description: 'The investigation goes on that waited for the complainant or a third party (T13, T14).',
  example: {
    reason: 'COMPLAINANT_REPLIED',
    informationRequestId: '019a9d6e-7a00-7000-8000-0000000000d1',
    pausedAt: '2026-03-03T02:00:00.000Z',
    pausedSeconds: 86_400,
  },
});
