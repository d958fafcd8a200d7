import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { planExample, planId } from '../event/shared-fields';

export const complaintResolved = defineEvent({
  emitter: 'resolution',
  fact: 'complaint-resolved',
  kind: 'state',
  transitions: ['T27'],
  title: { zh: '方案执行完毕', en: 'Resolved' },
  fields: {
    planId,
    remediesDone: field(z.number().int().min(0).describe('Remedy lines that were executed'), {
      zh: '完成措施',
      en: 'remedies done',
    }),
  },
  clocks: {},
  parts: { actor: 'EXECUTOR' },
  description: 'Every remedy line is done with evidence (T27).',
  example: { planId: planExample.planId, remediesDone: 1 },
});
