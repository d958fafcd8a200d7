import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { dossierVersion, dueAt, informationRequestId } from '../event/shared-fields';

export const informationAwaited = defineEvent({
  emitter: 'investigation',
  fact: 'information-awaited',
  kind: 'state',
  transitions: ['T12'],
  title: { zh: '请投诉人补充', en: 'Information asked of the complainant' },
  fields: {
    informationRequestId,
    questions: field(z.number().int().min(1).max(20).describe('How many questions were asked'), {
      zh: '问题数',
      en: 'questions',
    }),
    pause: field(z.number().int().positive().describe('Which pause of the round it is, 1 for the first'), {
      zh: '第几次暂停',
      en: 'pause',
    }),
    dueAt,
    dossierVersion: dossierVersion('Least version of the investigation dossier that holds the questions'),
  },
  clocks: {
    subject: { kind: 'INFORMATION_REQUEST', id: 'informationRequestId' },
    until: 'dueAt',
    means: { 'information-asked': {} },
    onlyMeans: true,
  },
  parts: { actor: 'INVESTIGATOR' },
  description: 'The complainant is asked for information; the investigation waits (T12, IV-07).',
  example: {
    informationRequestId: '019a9d6e-7a00-7000-8000-0000000000d1',
    questions: 2,
    pause: 1,
    dueAt: '2026-03-10T09:00:00.000Z',
    dossierVersion: 1,
  },
});
