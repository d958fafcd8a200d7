import { defineEvent } from '../event/event';
import { answer, answerExample, offerId, planExample, planId, revision } from '../event/shared-fields';

export const offerRefused = defineEvent({
  emitter: 'resolution',
  fact: 'offer-refused',
  kind: 'state',
  transitions: ['T39', 'T40'],
  title: { zh: '投诉人不接受方案', en: 'Refused by the complainant' },
  fields: { offerId, planId, revision, ...answer },
  clocks: {},
  description:
    'The complainant refused. A final offer, or the last round, ends the negotiation (T40); else the plan is drafted again (T39).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
    ...answerExample,
  },
});
