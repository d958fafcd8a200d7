import { z } from 'zod';
import { codesOf, LETTER_WAYS, LetterKind, LETTERS, LocaleCode } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { LETTER_LANGUAGE } from '../event/shared-fields';

const { MAILBOX, PRINT } = LETTER_WAYS;
const PLACES = { MAILBOX, PRINT };

export const letterPlaced = defineEvent({
  emitter: 'notification',
  fact: 'letter-placed',
  kind: 'fact',
  title: { zh: '函件待阅或待送', en: 'Letter laid ready', about: 'letter' },
  fields: {
    letterId: silent(z.uuid().describe('Letter id')),
    letter: field(LetterKind, { zh: '函件', en: 'letter', as: { codes: LETTERS } }),
    locale: field(LocaleCode, LETTER_LANGUAGE),
    way: field(codesOf(PLACES, 'Where it lies'), { zh: '方式', en: 'way', as: { codes: PLACES } }),
  },
  description:
    'The letter lies in the mailbox of the portal, or is to be printed and delivered by a member of staff. The complainant was not told yet.',
  example: { letterId: '019a9d6e-7a00-7000-8000-0000000000b4', letter: 'CLOSURE', locale: 'zh-CN', way: 'MAILBOX' },
});
