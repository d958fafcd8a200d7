import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, supervisionId } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const supervisionAnswered = defineEvent({
  emitter: 'routing',
  fact: 'supervision-answered',
  kind: 'fact',
  title: { zh: '督办回复', en: 'Supervision answered' },
  fields: {
    supervisionId,
    orderedBy: field(staffIdSchema.describe('Who ordered it'), { zh: '督办人', en: 'to' }),
    clocks,
  },
  clocks: { subject: { kind: 'SUPERVISION', id: 'supervisionId' } },
  description: 'The unit said what it did about a supervision; the words are among the notes of the case.',
  example: { supervisionId: '019a9d6e-7a00-7000-8000-0000000000e2', orderedBy: 'staff:sun.cs' },
});
