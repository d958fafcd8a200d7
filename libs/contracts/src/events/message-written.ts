import { z } from 'zod';
import { AuthorCode, AUTHORS } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';

export const messageWritten = defineEvent({
  emitter: 'intake',
  fact: 'message-written',
  kind: 'fact',
  title: { zh: '匿名信箱来信', en: 'Message in the mailbox' },
  fields: {
    messageId: silent(z.uuid().describe('Message id')),
    by: field(AuthorCode, { zh: '写信人', en: 'by', as: { codes: AUTHORS } }),
  },
  clocks: {},
  description: 'A message of the two-way mailbox of an anonymous complainant; the words stay sealed.',
  example: { messageId: '019a9d6e-7a00-7000-8000-0000000000d2', by: 'STAFF' as const },
});
