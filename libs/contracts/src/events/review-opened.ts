import { ANSWER_CHANNELS, AnswerChannel } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { contactId, ofParty, reviewId } from '../event/shared-fields';

export const reviewOpened = defineEvent({
  emitter: 'resolution',
  fact: 'review-opened',
  kind: 'state',
  transitions: ['T24'],
  title: { zh: '投诉人申请内部复核', en: 'Internal review asked for' },
  fields: {
    reviewId,
    partyId: ofParty,
    askedThrough: field(AnswerChannel.optional().describe('Absent when staff recorded it with a contact'), {
      zh: '申请方式',
      en: 'asked by',
      as: { codes: ANSWER_CHANNELS },
    }),
    contactId: silent(contactId.schema.optional().describe('Contact in which the complainant asked for it')),
  },
  clocks: {},
  parts: { actor: 'REQUESTER' },
  description:
    'The complainant had the handling reviewed by people who took no part in it; what was offered rests until then (T24).',
  example: { reviewId: '019a9d6e-7a00-7000-8000-0000000000d1', askedThrough: 'PORTAL' },
});
