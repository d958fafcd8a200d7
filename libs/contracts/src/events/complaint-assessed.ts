import { defineEvent } from '../event/event';
import { appliedRules, classification, classificationExample, clocks } from '../event/shared-fields';

export const complaintAssessed = defineEvent({
  emitter: 'routing',
  fact: 'complaint-assessed',
  kind: 'fact',
  title: { zh: '完成评估', en: 'Assessed' },
  fields: {
    ...classification,
    appliedRules,
    clocks,
  },
  parts: { actor: 'ASSESSOR' },
  description: 'Category, severity, urgency, priority and flags as a person decided them.',
  example: { ...classificationExample, appliedRules: ['category.from-intake', 'priority.MAJOR.NORMAL'] },
});
