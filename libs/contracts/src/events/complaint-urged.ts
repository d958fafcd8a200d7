import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';

export const complaintUrged = defineEvent({
  emitter: 'intake',
  fact: 'complaint-urged',
  kind: 'fact',
  title: { zh: '催办', en: 'Urged' },
  fields: {
    count: field(z.number().int().positive().describe('How often the complainant has urged by now'), {
      zh: '第几次',
      en: 'time',
    }),
    escalates: field(z.boolean().describe('The complainant wants somebody above to answer'), {
      zh: '要求升级',
      en: 'wants it escalated',
      as: 'flag',
      usual: false,
    }),
  },
  description: 'The complainant urges; where they ask for it, routing raises the level by one (T37, ES-07).',
  example: { count: 1, escalates: false },
});
