import { ClosureCode, CLOSURES } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { outcome, satisfaction } from '../event/shared-fields';

export const complaintClosed = defineEvent({
  emitter: 'resolution',
  fact: 'complaint-closed',
  kind: 'state',
  transitions: ['T28'],
  title: { zh: '结案', en: 'Closed' },
  fields: {
    closureCode: field(ClosureCode, { zh: '结案方式', en: 'closure', as: { codes: CLOSURES } }),
    satisfaction,
    outcome: {
      ...outcome,
      schema: outcome.schema.optional().describe('Absent when a question or suggestion was answered'),
    },
  },
  clocks: {},
  parts: { actor: 'CALLER' },
  description: 'Closed towards the complainant (T28).',
  example: { closureCode: 'RESOLVED_SATISFIED', satisfaction: 5, outcome: 'UPHELD' },
});
