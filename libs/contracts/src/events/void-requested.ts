import { VOID_REASONS, VoidReason } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { request } from '../event/shared-fields';

export const voidRequested = defineEvent({
  emitter: 'intake',
  fact: 'void-requested',
  kind: 'request',
  transitions: ['T36'],
  title: { zh: '申请作废', en: 'Voiding asked for' },
  fields: { ...request, reason: field(VoidReason, { zh: '原因', en: 'because', as: { codes: VOID_REASONS } }) },
  parts: { actor: 'REQUESTER' },
  description: 'A supervisor says that the complaint was registered by mistake; routing grants or refuses it.',
  example: {
    requestId: '019a9d6e-7a00-7000-8000-0000000000aa',
    kind: 'VOID',
    requestedAt: '2026-03-03T02:00:00.000Z',
    reason: 'TEST_ENTRY',
  },
});
