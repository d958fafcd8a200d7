import { z } from 'zod';
import { ANSWER_CHANNELS, AnswerChannel, RECORDED_CHANNELS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { executeBy, offerId, ofParty, planExample, planId, recordedAnswer, revision } from '../event/shared-fields';

export const offerAccepted = defineEvent({
  emitter: 'resolution',
  fact: 'offer-accepted',
  kind: 'state',
  transitions: ['T22', 'T43'],
  title: { zh: '投诉人接受方案', en: 'Accepted by the complainant' },
  fields: {
    offerId,
    partyId: ofParty,
    planId,
    revision,
    consentId: silent(z.uuid().describe('Consent record: channel, text version, time')),
    consentChannel: field(AnswerChannel.describe('How consent was given'), {
      zh: '同意方式',
      en: 'consent by',
      as: { codes: ANSWER_CHANNELS },
    }),
    executeBy,
    ...recordedAnswer,
  },
  clocks: { until: 'executeBy', means: { 'answer-recorded': { consentChannel: RECORDED_CHANNELS } } },
  parts: { actor: 'RECORDER' },
  description:
    'The complainant accepted; the consent is recorded (T22, RM-09). Of an offer that had lapsed it is recorded late, with evidence from before the lapse (T43, reason LATE_CONSENT).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    planId: planExample.planId,
    revision: 1,
    consentId: '019a9d6e-7a00-7000-8000-0000000000b2',
    consentChannel: 'LINK',
  },
});
