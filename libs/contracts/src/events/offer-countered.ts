import { defineEvent } from '../event/event';
import { answer, answerExample, offerId, planExample, planId, revision } from '../event/shared-fields';

export const offerCountered = defineEvent({
  emitter: 'resolution',
  fact: 'offer-countered',
  kind: 'state',
  transitions: ['T23'],
  title: { zh: '投诉人提出其他要求', en: 'Countered by the complainant' },
  fields: { offerId, planId, revision, ...answer },
  clocks: {},
  description: 'The complainant did not agree and said what would be right instead; the words are kept sealed (T23).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
    ...answerExample,
  },
});
