import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, reportId } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const majorReported = defineEvent({
  emitter: 'routing',
  fact: 'major-reported',
  kind: 'fact',
  title: { zh: '重大投诉上报', en: 'Reported to leadership' },
  fields: {
    reportId,
    targetId: field(staffIdSchema.optional().describe('Who of leadership is to read it'), { zh: '上报至', en: 'to' }),
    clocks,
  },
  clocks: {},
  description: 'The measures taken were reported to leadership (ES-01); the words are among the notes of the case.',
  example: { reportId: '019a9d6e-7a00-7000-8000-0000000000e3', targetId: 'staff:gu.ceo' },
});
