import { z } from 'zod';
import { LetterKind, LETTERS, LocaleCode } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { LETTER_ATTEMPTS, LETTER_LANGUAGE } from '../event/shared-fields';
import { instantSchema } from '../values';

export const letterSent = defineEvent({
  emitter: 'notification',
  fact: 'letter-sent',
  kind: 'fact',
  title: { zh: '函件发出', en: 'Letter sent', about: 'letter' },
  fields: {
    letterId: silent(z.uuid().describe('Letter id')),
    letter: field(LetterKind, { zh: '函件', en: 'letter', as: { codes: LETTERS } }),
    locale: field(LocaleCode, LETTER_LANGUAGE),
    sentAt: field(instantSchema.describe('When the mail server took it over'), {
      zh: '发出',
      en: 'sent',
      as: 'instant',
      ownInstant: true,
    }),
    attempts: field(z.number().int().positive().describe('Attempts it took'), LETTER_ATTEMPTS),
  },
  clocks: {
    happenedAt: 'sentAt',
    afterMove: 'resolution-offered',
    onlyMeans: true,
    means: { 'offer-told': { letter: 'OFFER' }, 'offer-reminded': { letter: 'OFFER_REMINDER' } },
  },
  description:
    'The mail server took the letter over. The acceptance letter has an event of its own, complaint-acknowledged.',
  example: {
    letterId: '019a9d6e-7a00-7000-8000-0000000000b4',
    letter: 'OFFER',
    locale: 'zh-CN',
    sentAt: '2026-03-02T01:16:00.000Z',
    attempts: 1,
  },
});
