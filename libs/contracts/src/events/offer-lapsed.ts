import { defineEvent } from '../event/event';
import { offerId, planExample, planId, requestId, revision } from '../event/shared-fields';

export const offerLapsed = defineEvent({
  emitter: 'resolution',
  fact: 'offer-lapsed',
  kind: 'state',
  transitions: ['T25'],
  title: { zh: '方案告知逾期未复', en: 'Offer lapsed' },
  fields: { requestId, offerId, planId, revision },
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
