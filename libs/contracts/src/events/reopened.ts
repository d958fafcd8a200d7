import { z } from 'zod';
import { defineHolderEvent } from '../event/event';
import { field, silent } from '../event/field';
import { HANDLER, satisfaction, unitId } from '../event/shared-fields';
import { requestIdSchema, staffIdSchema } from '../values';

export const complaintReopened = defineHolderEvent({
  fact: 'reopened',
  kind: 'state',
  transitions: ['T29', 'T30'],
  title: { zh: '重新处理', en: 'Reopened' },
  fields: {
    requestId: silent(requestIdSchema.optional().describe('The request that it grants; absent after a follow-up')),
    reopenCount: field(z.number().int().positive().describe('How often it was reopened, this time included'), {
      zh: '第几次重新处理',
      en: 'times reopened',
      lasting: true,
    }),
    satisfaction,
    handlerId: field(staffIdSchema.optional().describe('Who had handled it, if anybody did'), HANDLER),
    unitId,
  },
  clocks: {},
  parts: { actor: 'CALLER' },
  description:
    'The service that held the complaint opened it again, after a failed follow-up (T29, FU-03) or on request after its end (T30): it goes back to assessment.',
  example: { reopenCount: 1, satisfaction: 2, handlerId: 'staff:zhao.qa', unitId: 'QA' },
});
