import { UnitCode } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, dueAt, supervisionId } from '../event/shared-fields';

export const supervisionOrdered = defineEvent({
  emitter: 'routing',
  fact: 'supervision-ordered',
  kind: 'fact',
  title: { zh: '督办', en: 'Supervision ordered' },
  fields: {
    supervisionId,
    unitId: field(UnitCode.describe('Unit that is to answer'), { zh: '承办部门', en: 'unit' }),
    dueAt,
    clocks,
  },
  clocks: { subject: { kind: 'SUPERVISION', id: 'supervisionId' }, until: 'dueAt' },
  parts: { actor: 'SUPERVISOR' },
  description:
    'Somebody above demands that the complaint be dealt with by a day; the words are among the notes of the case.',
  example: {
    supervisionId: '019a9d6e-7a00-7000-8000-0000000000e2',
    unitId: 'QA',
    dueAt: '2026-03-04T10:00:00.000Z',
  },
});
