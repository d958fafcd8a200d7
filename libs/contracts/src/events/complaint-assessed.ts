import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { classification, classificationExample } from '../event/shared-fields';

export const complaintAssessed = defineEvent({
  emitter: 'routing',
  fact: 'complaint-assessed',
  kind: 'fact',
  title: { zh: '完成评估', en: 'Assessed' },
  fields: {
    ...classification,
    appliedRules: field(z.array(z.string().max(80)).max(64).describe('Rules of the pack that decided'), {
      zh: '适用规则',
      en: 'rules',
      as: { list: 'text' },
    }),
  },
  description: 'Category, severity, urgency, priority and flags as the rules of the pack decided them.',
  example: { ...classificationExample, appliedRules: ['category.from-intake', 'priority.MAJOR.NORMAL'] },
});
