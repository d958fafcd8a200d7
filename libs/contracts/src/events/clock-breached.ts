import { UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clock, clockExample, dueAt, UNIT } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const clockBreached = defineEvent({
  emitter: 'routing',
  fact: 'clock-breached',
  kind: 'fact',
  title: { zh: '超过时限', en: 'Clock breached', about: 'clock' },
  fields: {
    ...clock,
    dueAt,
    ownerId: field(staffIdSchema.optional().describe('Who had it when it was due'), {
      zh: '当时责任人',
      en: 'owner then',
    }),
    unitId: field(UnitCode.optional(), UNIT),
  },
  description: 'The limit passed without the stop event.',
  example: { ...clockExample, dueAt: '2026-03-05T01:15:00.000Z', ownerId: 'staff:zhao.qa', unitId: 'QA' },
});
