import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { classification, classificationExample, clocks, HANDLER, unitId } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const assignmentAccepted = defineEvent({
  emitter: 'routing',
  fact: 'assignment-accepted',
  kind: 'state',
  transitions: ['T10'],
  title: { zh: '责任部门接单', en: 'Accepted by the unit' },
  fields: {
    assignmentId: silent(z.uuid().describe('Assignment id')),
    unitId,
    handlerId: field(staffIdSchema.describe('Who handles it from now on'), HANDLER),
    ...classification,
    clocks,
  },
  clocks: {},
  parts: { actor: 'ACCEPTER', handler: 'HANDLER' },
  description: 'The unit accepted; custody goes to investigation (T10).',
  example: {
    assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab',
    unitId: 'QA',
    handlerId: 'staff:zhao.qa',
    ...classificationExample,
  },
});
