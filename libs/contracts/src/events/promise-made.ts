import { PROMISE_KINDS, PromiseKind } from '../codes';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { clocks, dueAt, promiseId } from '../event/shared-fields';

export const promiseMade = defineEvent({
  emitter: 'routing',
  fact: 'promise-made',
  kind: 'fact',
  title: { zh: '作出承诺', en: 'Something was promised' },
  fields: {
    promiseId,
    promiseKind: field(PromiseKind, { zh: '承诺', en: 'promise', as: { codes: PROMISE_KINDS } }),
    dueAt,
    clocks,
  },
  clocks: { subject: { kind: 'PROMISE', id: 'promiseId' }, until: 'dueAt' },
  description:
    'A member of staff promised something to the complainant for a day (RM-12); the words are among the notes of the case.',
  example: {
    promiseId: '019a9d6e-7a00-7000-8000-0000000000e7',
    promiseKind: 'CALL_BACK',
    dueAt: '2026-03-04T10:00:00.000Z',
  },
});
