import { defineEvent } from '../event/event';
import { request } from '../event/shared-fields';

export const suspensionLiftRequested = defineEvent({
  emitter: 'intake',
  fact: 'suspension-lift-requested',
  kind: 'request',
  transitions: ['T35'],
  title: { zh: '申请恢复办理', en: 'End of the suspension asked for' },
  fields: request,
  parts: { actor: 'REQUESTER' },
  description: 'The order under which the matter rests has ended; the holder grants or refuses it.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    kind: 'SUSPENSION_LIFT',
    requestedAt: '2026-03-20T02:00:00.000Z',
  },
});
