import { defineEvent } from '../event/event';
import { primaryId, request } from '../event/shared-fields';

export const mergeRequested = defineEvent({
  emitter: 'intake',
  fact: 'merge-requested',
  kind: 'request',
  transitions: ['T7'],
  title: { zh: '申请并案', en: 'Merge asked for' },
  fields: { ...request, primaryId },
  parts: { actor: 'REQUESTER' },
  description:
    'Staff found that the complaint is about the same matter as another one; the holder grants or refuses it.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    kind: 'MERGE',
    requestedAt: '2026-03-03T02:00:00.000Z',
    primaryId: '019a9d6e-7a00-7000-8000-000000000002',
  },
});
