import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { planExample, planId } from '../event/shared-fields';
import { refund } from '../remedies/refund';
import { remedySchema } from '../remedies/remedy';

export const remedyStarted = defineEvent({
  emitter: 'resolution',
  fact: 'remedy-started',
  kind: 'fact',
  title: { zh: '措施开始执行', en: 'Remedy begun', about: 'remedy' },
  fields: {
    planId,
    remedyId: silent(z.uuid().describe('Remedy line id')),
    remedy: field(remedySchema.describe('What it is, with the terms of its type'), {
      zh: '措施',
      en: 'remedy',
      as: 'remedy',
    }),
  },
  clocks: { subject: { kind: 'REMEDY_LINE', id: 'remedyId' } },
  parts: { actor: 'EXECUTOR' },
  description: 'A remedy line is being executed, or is tried again.',
  example: {
    planId: planExample.planId,
    remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
    remedy: { type: refund.type, amount: { amountMinor: 19900, currency: 'CNY' } },
  },
});
