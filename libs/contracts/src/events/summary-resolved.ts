import { z } from 'zod';
import { UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clocks, HANDLER, outcome, UNIT } from '../event/shared-fields';
import { remedySchema } from '../remedies/remedy';
import { refund } from '../remedies/refund';
import { staffIdSchema } from '../values';

export const summaryResolved = defineEvent({
  emitter: 'routing',
  fact: 'summary-resolved',
  kind: 'state',
  transitions: ['T8'],
  title: { zh: '现场解决', en: 'Resolved on the spot' },
  fields: {
    contactId: silent(z.uuid().describe('Contact in which the complainant accepted')),
    outcome,
    remediesDone: field(z.array(remedySchema).max(20).describe('What was done at once'), {
      zh: '已采取措施',
      en: 'done',
      as: { list: 'remedy' },
    }),
    unitId: field(UnitCode, UNIT),
    handlerId: field(staffIdSchema.describe('Who resolved it'), HANDLER),
    clocks,
  },
  clocks: {},
  parts: { actor: 'HANDLER', handler: 'HANDLER' },
  description: 'Resolved at once, with the acceptance of the complainant recorded; custody goes to resolution (T8).',
  example: {
    contactId: '019a9d6e-7a00-7000-8000-0000000000c1',
    outcome: 'UPHELD',
    remediesDone: [{ type: refund.type, amount: { amountMinor: 2900, currency: 'CNY' } }],
    unitId: 'CS',
    handlerId: 'staff:chen.cs',
  },
});
