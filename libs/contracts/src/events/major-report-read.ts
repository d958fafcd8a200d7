import { defineEvent } from '../event/event';
import { clocks, reportId } from '../event/shared-fields';

export const majorReportRead = defineEvent({
  emitter: 'routing',
  fact: 'major-report-read',
  kind: 'fact',
  title: { zh: '重大投诉报告已阅', en: 'Report read by leadership' },
  fields: { reportId, clocks },
  clocks: {},
  parts: { actor: 'SUPERVISOR' },
  description: 'Leadership has read the report on a critical complaint (ES-01); an instruction is among the notes.',
  example: { reportId: '019a9d6e-7a00-7000-8000-0000000000e3' },
});
