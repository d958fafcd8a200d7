import { defineEvent } from '../event/event';
import { clocks } from '../event/shared-fields';
import { field } from '../event/field';
import { clock } from '../machines/clock';
import { clockEntryExample, clockListSchema } from '../values';

export const clocksChanged = defineEvent({
  emitter: 'routing',
  fact: 'clocks-changed',
  kind: 'fact',
  title: { zh: '时限变化', en: 'Clocks changed' },
  fields: { clocks: field(clockListSchema, clocks.words!) },
  description: 'Clocks changed and no other event of the same transaction carries them; absolute values.',
  example: {
    clocks: [{ ...clockEntryExample, state: clock.state.MET, endedAt: '2026-03-04T01:10:00.000Z', changes: ['MET'] }],
  },
});
