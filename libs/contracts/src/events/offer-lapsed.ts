import { z } from 'zod';
import { defineEvent } from '../event/event';
import { silent } from '../event/field';
import { offerId, planExample, planId, requestId, revision } from '../event/shared-fields';
import { complaintIdSchema } from '../values';

export const offerLapsed = defineEvent({
  emitter: 'resolution',
  fact: 'offer-lapsed',
  kind: 'state',
  transitions: ['T25'],
  title: { zh: '方案告知逾期未复', en: 'Offer lapsed' },
  fields: {
    requestId,
    offerId,
    planId,
    revision,
    partyIds: silent(
      z.array(complaintIdSchema).optional().describe('Of several complainants those who had not answered'),
    ),
  },
  clocks: {},
  description:
    'The complainant did not decide in time and was reminded twice; nothing of the offer is carried out (T25). The case can be reopened.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000ae',
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
  },
});
