import { defineEvent } from '../event/event';
import { clocks, promiseId } from '../event/shared-fields';

export const promiseReleased = defineEvent({
  emitter: 'routing',
  fact: 'promise-released',
  kind: 'fact',
  title: { zh: '投诉人免除承诺', en: 'A promise is no longer wanted' },
  fields: { promiseId, clocks },
  clocks: { subject: { kind: 'PROMISE', id: 'promiseId' } },
  description: 'The complainant said in a contact of the log that what was promised is no longer wanted (RM-12).',
  example: { promiseId: '019a9d6e-7a00-7000-8000-0000000000e7' },
});
