import { z } from 'zod';
import { REMEDY_FAILURES, RemedyFailure } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { planExample, planId } from '../event/shared-fields';
import { refund } from '../remedies/refund';
import { remedySchema } from '../remedies/remedy';

export const remedyFailed = defineEvent({
  emitter: 'resolution',
  fact: 'remedy-failed',
  kind: 'fact',
  title: { zh: '措施执行失败', en: 'Remedy failed', about: 'remedy' },
  fields: {
    planId,
    remedyId: silent(z.uuid().describe('Remedy line id')),
    remedy: field(remedySchema.describe('What it is, with the terms of its type'), {
      zh: '措施',
      en: 'remedy',
      as: 'remedy',
    }),
    failure: field(RemedyFailure, { zh: '原因', en: 'because', as: { codes: REMEDY_FAILURES } }),
  },
  clocks: { subject: { kind: 'REMEDY_LINE', id: 'remedyId' } },
  parts: { actor: 'EXECUTOR' },
  description:
    'A remedy line that was begun could not be carried out; it is tried again, cancelled, or negotiated anew (T42).',
  example: {
    planId: planExample.planId,
    remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
    remedy: { type: refund.type, amount: { amountMinor: 19900, currency: 'CNY' } },
    failure: 'PAYMENT_RETURNED',
  },
});
