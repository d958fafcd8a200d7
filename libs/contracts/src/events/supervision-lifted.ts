import { defineEvent } from '../event/event';
import { clocks, supervisionId } from '../event/shared-fields';

export const supervisionLifted = defineEvent({
  emitter: 'routing',
  fact: 'supervision-lifted',
  kind: 'fact',
  title: { zh: '解除督办', en: 'Supervision lifted' },
  fields: { supervisionId, clocks },
  clocks: { subject: { kind: 'SUPERVISION', id: 'supervisionId' } },
  parts: { actor: 'SUPERVISOR' },
  description: 'Who ordered a supervision, or an executive, needs nothing more of it.',
  example: { supervisionId: '019a9d6e-7a00-7000-8000-0000000000e2' },
});
