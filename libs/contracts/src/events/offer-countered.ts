import { RECORDED_CHANNELS } from '../codes';
import { defineEvent } from '../event/event';
import {
  answer,
  answerExample,
  ofParty,
  offerId,
  planExample,
  planId,
  recordedAnswer,
  revision,
} from '../event/shared-fields';

export const offerCountered = defineEvent({
  emitter: 'resolution',
  fact: 'offer-countered',
  kind: 'state',
  transitions: ['T23'],
  title: { zh: '投诉人提出其他要求', en: 'Countered by the complainant' },
  fields: { offerId, partyId: ofParty, planId, revision, ...answer, ...recordedAnswer },
  clocks: { means: { 'answer-recorded': { answerChannel: RECORDED_CHANNELS } } },
  parts: { actor: 'RECORDER' },
  description: 'The complainant did not agree and said what would be right instead; the words are kept sealed (T23).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
    ...answerExample,
  },
});
