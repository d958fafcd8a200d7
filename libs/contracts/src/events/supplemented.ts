import { z } from 'zod';
import { AuthorCode, AUTHORS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { instantSchema } from '../values';

export const supplemented = defineEvent({
  emitter: 'intake',
  fact: 'supplemented',
  kind: 'fact',
  title: { zh: '补充', en: 'Supplemented' },
  fields: {
    supplementId: silent(z.uuid().describe('Supplement id')),
    by: field(AuthorCode.describe('Whose words they are'), { zh: '补充人', en: 'by', as: { codes: AUTHORS } }),
    at: field(instantSchema.describe('When they reached the enterprise, business time'), {
      zh: '收到',
      en: 'received',
      as: 'instant',
      ownInstant: true,
    }),
  },
  description: 'Something was added to a complaint; the words stay sealed, and the original stays unaltered (RG-18).',
  example: {
    supplementId: '019a9d6e-7a00-7000-8000-0000000000d1',
    by: 'COMPLAINANT' as const,
    at: '2026-03-03T02:00:00.000Z',
  },
});
