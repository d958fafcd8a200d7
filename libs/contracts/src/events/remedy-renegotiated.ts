import { z } from 'zod';
import { REMEDY_FAILURES, RemedyFailure } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { approverId, contactId, planExample, planId, revision } from '../event/shared-fields';
import { refund } from '../remedies/refund';
import { remedyOfPartySchema } from '../remedies/remedy';

export const remedyRenegotiated = defineEvent({
  emitter: 'resolution',
  fact: 'remedy-renegotiated',
  kind: 'state',
  transitions: ['T42'],
  title: { zh: '重新协商方案', en: 'Negotiated anew' },
  fields: {
    planId,
    revision,
    failure: field(RemedyFailure.describe('Why what was agreed cannot be carried out'), {
      zh: '原因',
      en: 'because',
      as: { codes: REMEDY_FAILURES },
    }),
    done: field(z.array(remedyOfPartySchema).max(100).describe('What was done of the plan: it stays and counts'), {
      zh: '已完成措施',
      en: 'done',
      as: { list: 'remedy' },
    }),
    cancelled: field(z.array(remedyOfPartySchema).min(1).max(20).describe('What is not carried out any more'), {
      zh: '取消措施',
      en: 'cancelled',
      as: { list: 'remedy' },
    }),
    contactIds: silent(
      z.array(contactId.schema).max(20).optional().describe('Contacts in which the complainants concerned agreed'),
    ),
    stepId: silent(z.uuid().optional().describe('Approval step in which an executive decided without the complainant')),
    approverId: { ...approverId, schema: approverId.schema.optional() },
  },
  clocks: {},
  parts: { actor: 'DRAFTER' },
  description:
    'A remedy that was agreed proved impossible: what is not done yet is cancelled with the consent of the complainant or by an executive, and a new plan is drafted (T42).',
  example: {
    planId: planExample.planId,
    revision: planExample.revision,
    failure: 'NOT_AVAILABLE',
    done: [],
    cancelled: [{ type: refund.type, amount: { amountMinor: 19900, currency: 'CNY' } }],
    contactIds: ['019a9d6e-7a00-7000-8000-0000000000d7'],
  },
});
