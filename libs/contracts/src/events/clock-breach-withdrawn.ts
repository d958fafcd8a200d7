import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clock, clockExample, STOPPED } from '../event/shared-fields';
import { instantSchema } from '../values';

export const clockBreachTakenBack = defineEvent({
  emitter: 'routing',
  fact: 'clock-breach-withdrawn',
  kind: 'fact',
  title: { zh: '撤销超时', en: 'Breach withdrawn', about: 'clock' },
  fields: {
    ...clock,
    stoppedAt: field(instantSchema.optional().describe('Event time of the evidence that came late'), STOPPED),
  },
  description: 'Evidence dated before the due time arrived after the breach was told; the breach no longer counts.',
  example: { ...clockExample, stoppedAt: '2026-03-05T01:10:00.000Z' },
});
