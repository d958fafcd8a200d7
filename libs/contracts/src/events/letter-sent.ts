import { z } from 'zod';
import { LetterKind, LETTERS, LocaleCode, TOLD_BY, ToldBy } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { LETTER_ATTEMPTS, LETTER_LANGUAGE, toldInContact } from '../event/shared-fields';
import { instantSchema } from '../values';

export const letterSent = defineEvent({
  emitter: 'notification',
  fact: 'letter-sent',
  kind: 'fact',
  title: { zh: '函件送达', en: 'Letter sent', about: 'letter' },
  fields: {
    letterId: silent(z.uuid().describe('Letter id')),
    letter: field(LetterKind, { zh: '函件', en: 'letter', as: { codes: LETTERS } }),
    locale: field(LocaleCode, LETTER_LANGUAGE),
    by: field(ToldBy, { zh: '方式', en: 'how', as: { codes: TOLD_BY } }),
    sentAt: field(
      instantSchema.describe(
        'When the mail server took it over, the gateway reported it as received, it was shown, read out, handed over or posted',
      ),
      { zh: '送达', en: 'sent', as: 'instant', ownInstant: true },
    ),
    attempts: field(z.number().int().positive().optional().describe('Attempts that it took'), LETTER_ATTEMPTS),
    contactId: toldInContact,
  },
  clocks: {
    happenedAt: 'sentAt',
    afterMove: 'resolution-offered',
    onlyMeans: true,
    means: {
      'offer-told': { letter: 'OFFER' },
      'offer-reminded': { letter: 'OFFER_REMINDER' },
      'progress-written': {
        letter: ['INFORMATION_REQUEST', 'INFORMATION_UNANSWERED', 'EXTENSION', 'OFFER', 'DECISION'],
      },
      'information-reminded': { letter: 'INFORMATION_REMINDER' },
    },
  },
  description:
    'The complainant was told what the letter says (contracts, section 7). What first tells of the acceptance has an event of its own, complaint-acknowledged.',
  example: {
    letterId: '019a9d6e-7a00-7000-8000-0000000000b4',
    letter: 'OFFER',
    locale: 'zh-CN',
    by: 'MAIL',
    sentAt: '2026-03-02T01:16:00.000Z',
    attempts: 1,
  },
});
