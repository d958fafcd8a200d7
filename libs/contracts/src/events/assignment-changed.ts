import { z } from 'zod';
import { ASSIGNMENT_REASONS, AssignmentReason, UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, HANDLER, OWNER, UNIT } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const assignmentChanged = defineEvent({
  emitter: 'routing',
  fact: 'assignment-changed',
  kind: 'fact',
  title: { zh: '变更责任', en: 'Assignment changed' },
  fields: {
    unitId: field(UnitCode.describe('Responsible unit from now on'), UNIT),
    ownerId: field(staffIdSchema.optional().describe('Who answers for the unit: its manager or their delegate'), OWNER),
    handlerId: field(staffIdSchema.describe('Who handles it from now on'), HANDLER),
    unitChanged: field(z.boolean().describe('Another unit than before'), {
      zh: '更换部门',
      en: 'other unit',
      as: 'flag',
    }),
    reason: field(AssignmentReason, { zh: '原因', en: 'because', as: { codes: ASSIGNMENT_REASONS } }),
    clocks,
  },
  clocks: { means: { 'unit-changed': { unitChanged: true } } },
  parts: { actor: 'ASSESSOR', handler: 'HANDLER' },
  assigns: true,
  description:
    'Unit, owner or handler of an accepted complaint changed; whoever holds it obeys. The headers name unit and handler as those of moves do.',
  example: {
    unitId: 'LOG',
    ownerId: 'staff:li.log',
    handlerId: 'staff:zhao.log',
    unitChanged: true,
    reason: 'WRONG_UNIT',
  },
});
