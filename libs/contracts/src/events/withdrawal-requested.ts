import { defineEvent } from '../event/event';
import { request } from '../event/shared-fields';

export const withdrawalRequested = defineEvent({
  emitter: 'intake',
  fact: 'withdrawal-requested',
  kind: 'request',
  transitions: ['T34'],
  title: { zh: '申请撤诉', en: 'Withdrawal asked for' },
  fields: request,
  parts: { actor: 'REQUESTER' },
  description: 'The complainant wants to withdraw; the holder grants or refuses it.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    kind: 'WITHDRAWAL',
    requestedAt: '2026-03-03T02:00:00.000Z',
  },
});
