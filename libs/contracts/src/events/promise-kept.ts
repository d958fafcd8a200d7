import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, promiseId } from '../event/shared-fields';
import { instantSchema } from '../values';

export const promiseKept = defineEvent({
  emitter: 'routing',
  fact: 'promise-kept',
  kind: 'fact',
  title: { zh: '承诺已兑现', en: 'A promise was kept' },
  fields: {
    promiseId,
    keptAt: field(instantSchema.describe('When the contact took place that proves it, business time'), {
      zh: '兑现时间',
      en: 'kept',
      as: 'instant',
      ownInstant: true,
    }),
    clocks,
  },
  clocks: { subject: { kind: 'PROMISE', id: 'promiseId' }, happenedAt: 'keptAt' },
  description: 'What was promised to the complainant was done; a contact of the log proves it (RM-12).',
  example: { promiseId: '019a9d6e-7a00-7000-8000-0000000000e7', keptAt: '2026-03-04T08:30:00.000Z' },
});
