import { z } from 'zod';
import { ESCALATION_ANSWERS, EscalationAnswer } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, escalationId } from '../event/shared-fields';

export const escalationAnswered = defineEvent({
  emitter: 'routing',
  fact: 'escalation-answered',
  kind: 'fact',
  title: { zh: '升级答复', en: 'Escalation answered' },
  fields: {
    escalationId,
    level: field(z.number().int().min(1).max(5).describe('Level to which it was raised'), {
      zh: '级别',
      en: 'level',
      as: 'level',
    }),
    answer: field(EscalationAnswer, { zh: '答复', en: 'answer', as: { codes: ESCALATION_ANSWERS } }),
    clocks,
  },
  clocks: { subject: { kind: 'ESCALATION', id: 'escalationId' } },
  description:
    'Who is responsible at the level acted or passed it on with a note (ES-03), or the escalation ended without an answer: a higher level took it over, or its reason was taken back.',
  example: { escalationId: '019a9d6e-7a00-7000-8000-0000000000e1', level: 1, answer: 'ACTED' },
});
