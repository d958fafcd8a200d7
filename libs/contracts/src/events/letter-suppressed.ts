import { z } from 'zod';
import { LetterKind, LETTERS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';

export const letterSuppressed = defineEvent({
  emitter: 'notification',
  fact: 'letter-suppressed',
  kind: 'fact',
  title: { zh: '函件不发', en: 'Letter not sent', about: 'letter' },
  fields: {
    letterId: silent(z.uuid().describe('Letter id')),
    letter: field(LetterKind, { zh: '函件', en: 'letter', as: { codes: LETTERS } }),
  },
  description:
    'The letter will not be sent, with the reason in reasonCode (no address, refused for good by the mail server, outdated).',
  example: { letterId: '019a9d6e-7a00-7000-8000-0000000000b4', letter: 'CLOSURE' },
});
