import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { HANDLER, satisfaction, unitId } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const complaintReopened = defineEvent({
  emitter: 'resolution',
  fact: 'complaint-reopened',
  kind: 'state',
  transition: 'T29',
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
  description: 'The follow-up failed; the complaint goes back to assessment (T29, FU-03).',
  example: { reopenCount: 1, satisfaction: 2, handlerId: 'staff:zhao.qa', unitId: 'QA' },
});
