import { ANSWERS, AnswerCode } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import {
  answer,
  answerExample,
  offerId,
  partyId,
  planExample,
  planId,
  recordedAnswer,
  revision,
} from '../event/shared-fields';

export const partyAnswered = defineEvent({
  emitter: 'resolution',
  fact: 'party-answered',
  kind: 'fact',
  title: { zh: '一名当事人已答复', en: 'Answered by one party' },
  fields: {
    partyId,
    offerId,
    planId,
    revision,
    decision: field(AnswerCode, { zh: '答复', en: 'answer', as: { codes: ANSWERS } }),
    ...answer,
    ...recordedAnswer,
  },
  parts: { actor: 'RECORDER' },
  description:
    'One of several complainants answered the own offer while others have not; the case waits for the last of them (T22).',
  example: {
    partyId: '019a9d6e-7a00-7000-8000-000000000003',
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
    decision: 'ACCEPT' as const,
    ...answerExample,
  },
});
