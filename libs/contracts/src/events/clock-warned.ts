import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clock, clockExample, dueAt } from '../event/shared-fields';

export const clockWarned = defineEvent({
  emitter: 'routing',
  fact: 'clock-warned',
  kind: 'fact',
  title: { zh: '时限预警', en: 'Clock warning', about: 'clock' },
  fields: {
    ...clock,
    percent: field(z.literal([50, 80, 150, 200]).describe('Share of the limit that is used'), {
      zh: '已用',
      en: 'used',
      as: 'percent',
    }),
    dueAt,
  },
  description:
    'Half or four fifths of the limit are used; or, of one that was missed, one and a half times or twice of it.',
  example: { ...clockExample, percent: 50, dueAt: '2026-03-05T01:15:00.000Z' },
});
