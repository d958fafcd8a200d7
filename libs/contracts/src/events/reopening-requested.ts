import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { request } from '../event/shared-fields';

export const reopeningRequested = defineEvent({
  emitter: 'intake',
  fact: 'reopening-requested',
  kind: 'request',
  transitions: ['T30'],
  title: { zh: '申请重新处理', en: 'Reopening asked for' },
  fields: {
    ...request,
    newEvidence: field(
      z.boolean().optional().describe('A supervisor says that there is new evidence: the window does not count then'),
      { zh: '有新证据', en: 'new evidence', as: 'flag' },
    ),
  },
  parts: { actor: 'REQUESTER' },
  description:
    'The complaint that has ended is to be handled again; the holder grants or refuses it. Whether it was asked in time is judged by requestedAt.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    kind: 'REOPENING',
    requestedAt: '2026-04-03T02:00:00.000Z',
  },
});
