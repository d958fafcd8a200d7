import { z } from 'zod';
import { LetterKind, LETTERS, LocaleCode, LOCALES } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { instantSchema } from '../values';

export const letterSent = defineEvent({
  emitter: 'notification',
  fact: 'letter-sent',
  kind: 'fact',
  title: { zh: '函件发出', en: 'Letter sent', about: 'letter' },
  fields: {
    letterId: silent(z.uuid().describe('Letter id')),
    letter: field(LetterKind, { zh: '函件', en: 'letter', as: { codes: LETTERS } }),
    locale: field(LocaleCode, { zh: '语言', en: 'language', as: { codes: LOCALES } }),
    sentAt: field(instantSchema.describe('When the mail server took it over'), {
      zh: '发出',
      en: 'sent',
      as: 'instant',
      ownInstant: true,
    }),
    attempts: field(z.number().int().positive().describe('Attempts it took'), { zh: '尝试次数', en: 'attempts', usual: 1 }),
  },
  description: 'The mail server took the letter over.',
  example: {
    letterId: '019a9d6e-7a00-7000-8000-0000000000b4',
    letter: 'ACKNOWLEDGEMENT',
    locale: 'zh-CN',
    sentAt: '2026-03-02T01:16:00.000Z',
    attempts: 1,
  },
});
