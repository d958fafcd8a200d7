import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { thirdPartyId } from '../event/shared-fields';
import { instantSchema } from '../values';

export const thirdPartyReplied = defineEvent({
  emitter: 'investigation',
  fact: 'third-party-replied',
  kind: 'fact',
  title: { zh: '第三方已答复', en: 'A third party replied' },
  fields: {
    thirdPartyId,
    evidence: field(z.number().int().positive().describe('How many evidence items hold the reply'), {
      zh: '证据数',
      en: 'evidence items',
    }),
    repliedAt: field(instantSchema.describe('When the reply reached the enterprise, business time'), {
      zh: '收到时间',
      en: 'received',
      as: 'instant',
      ownInstant: true,
    }),
  },
  clocks: { subject: { kind: 'THIRD_PARTY', id: 'thirdPartyId' }, happenedAt: 'repliedAt' },
  parts: { actor: 'INVESTIGATOR' },
  description: 'The reply of a third party is on the case as evidence (T14).',
  example: {
    thirdPartyId: '019a9d6e-7a00-7000-8000-0000000000d2',
    evidence: 1,
    repliedAt: '2026-03-11T03:00:00.000Z',
  },
});
