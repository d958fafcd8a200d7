import { defineEvent } from '../event/event';
import { classification, classificationExample, clocks } from '../event/shared-fields';

export const complaintReclassified = defineEvent({
  emitter: 'routing',
  fact: 'complaint-reclassified',
  kind: 'fact',
  transitions: ['T38'],
  title: { zh: '重新分类', en: 'Reclassified' },
  fields: { ...classification, clocks },
  parts: { actor: 'ASSESSOR' },
  description: 'The classification was changed by a person (T38); clocks are recomputed from their start.',
  example: { ...classificationExample, severity: 'CRITICAL', priority: 'P1' },
});
