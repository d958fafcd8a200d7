import { z } from 'zod';
import { UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { HANDLER, UNIT } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const complaintAssigned = defineEvent({
  emitter: 'routing',
  fact: 'complaint-assigned',
  kind: 'state',
  transition: 'T9',
  title: { zh: '分派', en: 'Assigned' },
  fields: {
    assignmentId: silent(z.uuid().describe('Assignment id')),
    unitId: field(UnitCode.describe('Responsible unit'), UNIT),
    handlerId: field(
      staffIdSchema.optional().describe('Proposed handler; absent when nobody has capacity'),
      HANDLER,
    ),
  },
  clocks: {},
  description: 'A responsible unit, and where somebody has capacity a handler, was chosen (T9).',
  example: { assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab', unitId: 'QA', handlerId: 'staff:zhao.qa' },
});
