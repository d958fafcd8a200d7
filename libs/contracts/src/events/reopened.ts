import { z } from 'zod';
import { defineHolderEvent } from '../event/event';
import { field } from '../event/field';
import { HANDLER, satisfaction, unitId } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const complaintReopened = defineHolderEvent({
  holders: ['resolution'],
  fact: 'reopened',
  kind: 'state',
  transitions: ['T29'],
  title: { zh: '回访不满意，重新处理', en: 'Reopened after follow-up' },
  fields: {
    reopenCount: field(z.number().int().positive().describe('How often it was reopened, this time included'), {
      zh: '第几次重新处理',
      en: 'times reopened',
      lasting: true,
    }),
    satisfaction,
    handlerId: field(staffIdSchema.describe('Who had handled it'), HANDLER),
    unitId,
  },
  clocks: {},
  parts: { actor: 'CALLER' },
  description:
    'The service that held the complaint opened it again: after a failed follow-up (T29, FU-03) it goes back to assessment.',
  example: { reopenCount: 1, satisfaction: 2, handlerId: 'staff:zhao.qa', unitId: 'QA' },
});
