import { z } from 'zod';
import { CLOCK_CLASSES, ClockClass } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clock, clockExample, DUE } from '../event/shared-fields';
import { instantSchema } from '../values';

export const clockStarted = defineEvent({
  emitter: 'routing',
  fact: 'clock-started',
  kind: 'fact',
  title: { zh: '时限起算', en: 'Clock started', about: 'clock' },
  fields: {
    ...clock,
    startedAt: field(instantSchema.describe('From when it counts'), {
      zh: '起算',
      en: 'from',
      as: 'instant',
      ownInstant: true,
    }),
    dueAt: field(instantSchema.describe('When it is due, as far as known now'), DUE),
    clockClass: field(ClockClass.describe('Statutory clocks never pause unless the pack says so'), {
      zh: '性质',
      en: 'class',
      as: { codes: CLOCK_CLASSES },
      usual: 'OPERATIONAL',
    }),
    provisional: field(z.boolean().describe('A year without a published holiday notice was computed by weekday'), {
      zh: '暂定',
      en: 'provisional',
      as: 'flag',
    }),
  },
  description: 'A clock runs, with its due time.',
  example: {
    ...clockExample,
    startedAt: '2026-03-02T01:15:00.000Z',
    dueAt: '2026-03-05T01:15:00.000Z',
    clockClass: 'OPERATIONAL',
    provisional: false,
  },
});
