import { defineEvent } from '../event/event';

export const assessmentStarted = defineEvent({
  emitter: 'routing',
  fact: 'assessment-started',
  kind: 'state',
  transition: 'T4',
  title: { zh: '开始评估', en: 'Assessment started' },
  fields: {},
  clocks: {},
  description: 'Initial assessment began (T4).',
  example: {},
});
