import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { MAIL_STATUS } from '../event/shared-fields';

export const mailReturned = defineEvent({
  emitter: 'intake',
  fact: 'mail-returned',
  kind: 'fact',
  title: { zh: '收到退信', en: 'Mail came back' },
  fields: {
    letterId: silent(z.uuid().describe('Letter id, as in its Message-ID')),
    status: MAIL_STATUS,
    permanent: field(z.boolean().describe('Another attempt would end the same way'), {
      zh: '永久失败',
      en: 'for good',
      as: 'flag',
    }),
  },
  description: 'The mailbox of the enterprise got a report that a letter could not be delivered (RFC 3464).',
  example: { letterId: '019a9d6e-7a00-7000-8000-0000000000b4', status: '5.1.1', permanent: true },
});
