import { defineEvent } from '../event/event';
import { clocks } from '../event/shared-fields';

export const assessmentStarted = defineEvent({
  emitter: 'routing',
  fact: 'assessment-started',
  kind: 'state',
  transitions: ['T4'],
  title: { zh: '开始评估', en: 'Assessment started' },
  fields: { clocks },
  parts: { actor: 'ASSESSOR' },
  description: 'Initial assessment by a person began, because the rules do not decide (T4).',
  example: {},
});
