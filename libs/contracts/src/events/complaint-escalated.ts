import { z } from 'zod';
import { ESCALATION_REASONS, EscalationReason } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clocks, escalationId } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const complaintEscalated = defineEvent({
  emitter: 'routing',
  fact: 'complaint-escalated',
  kind: 'fact',
  transitions: ['T37'],
  title: { zh: '升级', en: 'Escalation level changed' },
  fields: {
    level: field(z.number().int().min(0).max(5).describe('Level after, absolute: 0 handler to 5 external'), {
      zh: '级别',
      en: 'level',
      as: 'level',
      lasting: true,
    }),
    targetId: field(staffIdSchema.optional().describe('Who is responsible at that level'), { zh: '升级至', en: 'to' }),
    reason: field(EscalationReason, { zh: '原因', en: 'because', as: { codes: ESCALATION_REASONS } }),
    escalationId: silent(
      escalationId.schema.optional().describe('What the target has to answer; absent where the level was lowered'),
    ),
    clocks,
  },
  clocks: { subject: { kind: 'ESCALATION', id: 'escalationId' } },
  parts: { actor: 'ESCALATOR' },
  description: 'The escalation level changed (T37); the level is absolute, so the event may be read twice.',
  example: {
    level: 1,
    targetId: 'staff:sun.cs',
    reason: 'SLA_BREACH',
    escalationId: '019a9d6e-7a00-7000-8000-0000000000e1',
  },
});
