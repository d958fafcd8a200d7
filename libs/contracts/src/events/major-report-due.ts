import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, reportId } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const majorReportDue = defineEvent({
  emitter: 'routing',
  fact: 'major-report-due',
  kind: 'fact',
  title: { zh: '重大投诉须上报', en: 'Report to leadership due' },
  fields: {
    reportId,
    targetId: field(staffIdSchema.optional().describe('Who of leadership is told; absent when no one was found'), {
      zh: '上报至',
      en: 'to',
    }),
    clocks,
  },
  clocks: {},
  description:
    'The complaint is critical: leadership is told at once, and the measures taken are to be reported (ES-01).',
  example: { reportId: '019a9d6e-7a00-7000-8000-0000000000e3', targetId: 'staff:gu.ceo' },
});
