import { z } from 'zod';
import { defineEvent } from '../event/event';
import { silent } from '../event/field';
import { offerId, planExample, planId, revision } from '../event/shared-fields';

export const acceptanceUndone = defineEvent({
  emitter: 'resolution',
  fact: 'acceptance-undone',
  kind: 'state',
  transitions: ['T42'],
  title: { zh: '接受记录因异议失效', en: 'Acceptance undone by an objection' },
  fields: {
    offerId,
    planId,
    revision,
    answerId: silent(z.uuid().describe('Record of the acceptance that no longer counts')),
  },
  clocks: {},
  description:
    'The complainant objected to a recorded acceptance: what was not carried out stops, and the plan is drafted anew (T42, RM-09).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
    answerId: '019a9d6e-7a00-7000-8000-0000000000b4',
  },
});
