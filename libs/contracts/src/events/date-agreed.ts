import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clockExample, clockRun, clocks, contactId } from '../event/shared-fields';
import { instantSchema } from '../values';

export const dateAgreed = defineEvent({
  emitter: 'routing',
  fact: 'date-agreed',
  kind: 'fact',
  title: { zh: '与投诉人约定日期', en: 'Date agreed with the complainant', about: 'clock' },
  fields: {
    ...clockRun,
    until: field(instantSchema.describe('The clock stands still until then'), {
      zh: '约定至',
      en: 'until',
      as: 'instant',
    }),
    contactId,
    clocks,
  },
  clocks: { ofClock: true, until: 'until' },
  description: 'The complainant agreed to wait until a day; the contact proves it (SL-14).',
  example: {
    ...clockExample,
    run: 0,
    until: '2026-03-04T10:00:00.000Z',
    contactId: '019a9d6e-7a00-7000-8000-0000000000c1',
  },
});
