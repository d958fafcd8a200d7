import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clock, clockExample, dueAt, STOPPED } from '../event/shared-fields';
import { instantSchema } from '../values';

export const clockMet = defineEvent({
  emitter: 'routing',
  fact: 'clock-met',
  kind: 'fact',
  title: { zh: '计时结束', en: 'Clock stopped', about: 'clock' },
  fields: {
    ...clock,
    stoppedAt: field(instantSchema, STOPPED),
    dueAt,
    breached: field(z.boolean().describe('Met after it was due'), { zh: '已超时', en: 'late', as: 'flag' }),
  },
  description: 'The stop event happened.',
  example: {
    ...clockExample,
    stoppedAt: '2026-03-04T01:10:00.000Z',
    dueAt: '2026-03-05T01:15:00.000Z',
    breached: false,
  },
});
