import { z } from 'zod';
import { UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field, shapeOf, silent } from '../event/field';
import {
  appliedRules,
  classification,
  classificationExample,
  clocks,
  HANDLER,
  OWNER,
  UNIT,
} from '../event/shared-fields';
import { clockEntryExample, staffIdSchema } from '../values';

export const complaintAssigned = defineEvent({
  emitter: 'routing',
  fact: 'complaint-assigned',
  kind: 'state',
  transitions: ['T9'],
  title: { zh: '分派', en: 'Assigned' },
  fields: {
    assignmentId: silent(z.uuid().describe('Assignment id')),
    unitId: field(UnitCode.describe('Responsible unit'), UNIT),
    handlerId: field(staffIdSchema.optional().describe('Proposed handler; absent when nobody has capacity'), HANDLER),
    ownerId: field(staffIdSchema.optional().describe('Who answers for the unit: its manager or their delegate'), OWNER),
    isFinal: field(z.boolean().optional().describe('Decided after a dispute: the unit cannot return it'), {
      zh: '不得再退回',
      en: 'cannot be returned',
      as: 'flag',
    }),
    assessment: field(
      z
        .object({
          ...shapeOf(classification),
          appliedRules: appliedRules.schema,
        })
        .optional()
        .describe('What the rules decided; absent when a person assessed the complaint, which has an event of its own'),
      { zh: '评估', en: 'assessment', as: 'fields' },
    ),
    clocks,
  },
  clocks: {},
  parts: { actor: 'ASSESSOR' },
  description: 'A responsible unit, and where somebody has capacity a handler, was chosen (T9).',
  example: {
    assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab',
    unitId: 'QA',
    handlerId: 'staff:zhao.qa',
    assessment: { ...classificationExample, appliedRules: ['category.from-intake', 'priority.MAJOR.NORMAL'] },
    clocks: [clockEntryExample],
  },
});
