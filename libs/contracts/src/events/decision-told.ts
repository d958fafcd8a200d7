import { defineEvent } from '../event/event';
import { field } from '../event/field';
import { dossierVersion, plan, planExample } from '../event/shared-fields';
import { homeVisit } from '../remedies/home-visit';
import { staffIdSchema } from '../values';

export const decisionTold = defineEvent({
  emitter: 'resolution',
  fact: 'decision-told',
  kind: 'state',
  transitions: ['T41'],
  title: { zh: '告知处理决定', en: 'Decision told' },
  fields: {
    ...plan,
    deciderId: field(staffIdSchema.describe('Case lead or approver who has it told'), {
      zh: '决定人',
      en: 'decided by',
    }),
    dossierVersion: dossierVersion('Least version of the resolution dossier, which holds the text'),
  },
  clocks: {},
  parts: { actor: 'APPROVER' },
  description:
    'A plan that neither pays, delivers nor takes back was told to the complainant, not asked; the letter is queued (T41).',
  example: {
    ...planExample,
    outcome: 'NOT_UPHELD',
    remedies: [
      {
        remedyId: '019a9d6e-7a00-7000-8000-0000000000b0',
        type: homeVisit.type,
        ownerUnitId: 'CS',
        dueOn: '2026-03-12',
      },
    ],
    deciderId: 'staff:qian.hq',
    dossierVersion: 1,
  },
});
