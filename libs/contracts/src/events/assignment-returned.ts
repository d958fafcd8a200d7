import { z } from 'zod';
import { ASSIGNMENT_REASONS, AssignmentReason, UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clocks } from '../event/shared-fields';

export const assignmentReturned = defineEvent({
  emitter: 'routing',
  fact: 'assignment-returned',
  kind: 'state',
  transitions: ['T11'],
  title: { zh: '退回分派', en: 'Assignment returned' },
  fields: {
    assignmentId: silent(z.uuid().describe('Assignment that ended')),
    fromUnitId: field(UnitCode.describe('Unit that had not accepted'), { zh: '退回部门', en: 'by', as: 'unit' }),
    reason: field(AssignmentReason, { zh: '原因', en: 'because', as: { codes: ASSIGNMENT_REASONS } }),
    takenBack: field(z.boolean().describe('By who dispatches, not by the unit: it counts as no return'), {
      zh: '由派单员收回',
      en: 'taken back',
      as: 'flag',
    }),
    returns: field(z.number().int().min(0).describe('Returns by units in this handling, this one included'), {
      zh: '退回次数',
      en: 'returns',
      lasting: true,
    }),
    clocks,
  },
  clocks: {},
  parts: { actor: 'PARTICIPANT' },
  description: 'The unit gave the complaint back, or who dispatches took it back, before it was accepted (T11).',
  example: {
    assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab',
    fromUnitId: 'QA',
    reason: 'WRONG_UNIT',
    takenBack: false,
    returns: 1,
  },
});
