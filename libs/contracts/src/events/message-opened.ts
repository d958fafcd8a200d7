import { z } from 'zod';
import { defineEvent } from '../event/event';
import { silent } from '../event/field';

export const messageOpened = defineEvent({
  emitter: 'intake',
  fact: 'message-opened',
  kind: 'fact',
  title: { zh: '匿名投诉人已阅', en: 'Message opened by the complainant' },
  fields: {
    messageIds: silent(z.array(z.uuid()).min(1).max(200).describe('Messages that were not opened before')),
  },
  clocks: {},
  description:
    'The complainant opened messages with number and code: from then on they were told (contracts, section 7).',
  example: { messageIds: ['019a9d6e-7a00-7000-8000-0000000000d2'] },
});
