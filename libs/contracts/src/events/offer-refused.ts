import { z } from 'zod';
import { RECORDED_CHANNELS } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
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

export const offerRefused = defineEvent({
  emitter: 'resolution',
  fact: 'offer-refused',
  kind: 'state',
  transitions: ['T39', 'T40'],
  title: { zh: '投诉人不接受方案', en: 'Refused by the complainant' },
  fields: {
    offerId,
    partyId: ofParty,
    planId,
    revision,
    ...answer,
    ...recordedAnswer,
    endsNegotiation: field(z.boolean().describe('The offer was final, or the last round is used up (T40)'), {
      zh: '协商终结',
      en: 'the negotiation ends',
      as: 'flag',
    }),
  },
  clocks: {
    means: {
      'negotiation-ended': { endsNegotiation: true },
      'answer-recorded': { answerChannel: RECORDED_CHANNELS },
    },
  },
  parts: { actor: 'RECORDER' },
  description:
    'The complainant refused. A final offer, or the last round, ends the negotiation (T40); else the plan is drafted again (T39).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
    ...answerExample,
    endsNegotiation: false,
  },
});
