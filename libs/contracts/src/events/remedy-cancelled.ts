import { z } from 'zod';
import { CANCELLATION_REASONS, CancellationReason } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { approverId, contactId, planExample, planId } from '../event/shared-fields';
import { refund } from '../remedies/refund';
import { remedyOfPartySchema } from '../remedies/remedy';

export const remedyCancelled = defineEvent({
  emitter: 'resolution',
  fact: 'remedy-cancelled',
  kind: 'fact',
  title: { zh: '措施取消', en: 'Remedy cancelled', about: 'remedy' },
  fields: {
    planId,
    remedyId: silent(z.uuid().describe('Remedy line id')),
    remedy: field(remedyOfPartySchema.describe('What it is, with the terms of its type'), {
      zh: '措施',
      en: 'remedy',
      as: 'remedy',
    }),
    reason: field(CancellationReason, { zh: '原因', en: 'because', as: { codes: CANCELLATION_REASONS } }),
    stepId: silent(z.uuid().describe('Approval step in which it was decided')),
    approverId,
    contactId: {
      ...contactId,
      schema: contactId.schema
        .optional()
        .describe('Contact in which the complainant agreed; absent: an executive decided without'),
    },
  },
  clocks: { subject: { kind: 'REMEDY_LINE', id: 'remedyId' } },
  parts: { actor: 'APPROVER' },
  description: 'A remedy line that was agreed is not carried out any more, as a second person approved (T27).',
  example: {
    planId: planExample.planId,
    remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
    remedy: { type: refund.type, amount: { amountMinor: 19900, currency: 'CNY' } },
    reason: 'GIVEN_UP',
    stepId: '019a9d6e-7a00-7000-8000-0000000000c5',
    approverId: 'staff:qian.hq',
  },
});
