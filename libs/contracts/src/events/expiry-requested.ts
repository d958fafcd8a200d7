import { z } from 'zod';
import { defineEvent } from '../event/event';
import { silent } from '../event/field';
import { clock, clockExample, dueAt, request } from '../event/shared-fields';

export const expiryRequested = defineEvent({
  emitter: 'routing',
  fact: 'expiry-requested',
  kind: 'request',
  transitions: ['T13', 'T25'],
  title: { zh: '申请到期', en: 'Expiry asked for', about: 'clock' },
  fields: {
    ...request,
    clockId: clock.clockId,
    clock: clock.clock,
    subject: clock.subject,
    run: silent(z.number().int().min(0).describe('Run of the clock, 0 for the first')),
    dueAt,
  },
  description:
    'A clock that waits for the complainant has run out; the holder goes on without an answer, or refuses because there is one.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000ae',
    kind: 'EXPIRY',
    requestedAt: '2026-03-16T01:15:00.000Z',
    clockId: clockExample.clockId,
    clock: 'CUSTOMER_DECISION',
    run: 0,
    dueAt: '2026-03-16T01:15:00.000Z',
  },
});
