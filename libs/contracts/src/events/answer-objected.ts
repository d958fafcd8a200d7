import { z } from 'zod';
import { ANSWER_CHANNELS, AnswerChannel, AnswerCode, ANSWERS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { offerId, ofParty } from '../event/shared-fields';

export const answerObjected = defineEvent({
  emitter: 'resolution',
  fact: 'answer-objected',
  kind: 'fact',
  title: { zh: '投诉人对答复记录提出异议', en: 'Objection to a recorded answer' },
  fields: {
    offerId,
    answerId: silent(z.uuid().describe('Record of the answer')),
    partyId: ofParty,
    answer: field(AnswerCode, { zh: '所记录的答复', en: 'what was recorded', as: { codes: ANSWERS } }),
    answerChannel: field(AnswerChannel, { zh: '答复方式', en: 'recorded as', as: { codes: ANSWER_CHANNELS } }),
    contactId: silent(
      z.uuid().optional().describe('The contact in which the objection was raised; absent by the link'),
    ),
    linesStopped: field(z.int().min(0).max(20).describe('Remedies that will not be carried out'), {
      zh: '停止执行的措施',
      en: 'remedies stopped',
    }),
  },
  clocks: { afterMove: true },
  description:
    'The complainant says that what staff recorded as the answer to an offer is not so; the record no longer counts (RM-09).',
  example: {
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    answerId: '019a9d6e-7a00-7000-8000-0000000000b4',
    answer: 'ACCEPT' as const,
    answerChannel: 'RECORDED_CALL' as const,
    linesStopped: 1,
  },
});
