import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clock, clockExample } from '../event/shared-fields';
import { instantSchema } from '../values';

export const clockCancelled = defineEvent({
  emitter: 'routing',
  fact: 'clock-cancelled',
  kind: 'fact',
  title: { zh: '时限取消', en: 'Clock cancelled', about: 'clock' },
  fields: {
    ...clock,
    cancelledAt: field(instantSchema, { zh: '取消时间', en: 'cancelled', as: 'instant', ownInstant: true }),
  },
  description: 'The clock lost its object, for example because the complaint was withdrawn.',
  example: { ...clockExample, cancelledAt: '2026-03-04T01:10:00.000Z' },
});
