import { z } from 'zod';
import { LetterKind, LETTERS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { MAIL_STATUS } from '../event/shared-fields';

export const letterBounced = defineEvent({
  emitter: 'notification',
  fact: 'letter-bounced',
  kind: 'fact',
  title: { zh: '邮件被退回', en: 'Letter came back', about: 'letter' },
  fields: {
    letterId: silent(z.uuid().describe('Letter id')),
    letter: field(LetterKind, { zh: '函件', en: 'letter', as: { codes: LETTERS } }),
    status: MAIL_STATUS,
  },
  description:
    'A letter that the mail server had taken over did not reach its mailbox: it corrects letter-sent or complaint-acknowledged, and the letter goes the next way.',
  example: { letterId: '019a9d6e-7a00-7000-8000-0000000000b4', letter: 'ACKNOWLEDGEMENT', status: '5.1.1' },
});
