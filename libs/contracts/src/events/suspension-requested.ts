import { defineEvent } from '../event/event';
import { request, reviewBy } from '../event/shared-fields';

export const suspensionRequested = defineEvent({
  emitter: 'intake',
  fact: 'suspension-requested',
  kind: 'request',
  transitions: ['T35'],
  title: { zh: '申请中止', en: 'Suspension asked for' },
  fields: { ...request, reviewBy },
  parts: { actor: 'REQUESTER' },
  description:
    'A court or an authority has ordered that the matter rests; the holder grants or refuses it. The reference of the order is kept sealed by intake.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    kind: 'SUSPENSION',
    requestedAt: '2026-03-03T02:00:00.000Z',
    reviewBy: '2026-03-31T10:00:00.000Z',
  },
});
