import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { planExample, planId } from '../event/shared-fields';
import { remedySchema } from '../remedies/remedy';
import { refund } from '../remedies/refund';
import { instantSchema, sha256Schema } from '../values';

export const remedyExecuted = defineEvent({
  emitter: 'resolution',
  fact: 'remedy-executed',
  kind: 'fact',
  title: { zh: '措施已执行', en: 'Remedy executed', about: 'remedy' },
  fields: {
    planId,
    remedyId: silent(z.uuid().describe('Remedy line id')),
    remedy: field(remedySchema.describe('What was done, with the terms of its type'), {
      zh: '措施',
      en: 'remedy',
      as: 'remedy',
    }),
    executedAt: field(instantSchema, { zh: '执行时间', en: 'executed', as: 'instant', ownInstant: true }),
    evidenceSha256: silent(sha256Schema.describe('SHA-256 of the evidence of execution')),
  },
  clocks: { happenedAt: 'executedAt', subject: { kind: 'REMEDY_LINE', id: 'remedyId' } },
  parts: { actor: 'EXECUTOR' },
  description: 'A remedy line was executed, with evidence (RM-11).',
  example: {
    planId: planExample.planId,
    remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
    remedy: { type: refund.type, amount: { amountMinor: 19900, currency: 'CNY' } },
    executedAt: '2026-03-10T03:00:00.000Z',
    evidenceSha256: 'b'.repeat(64),
  },
});
