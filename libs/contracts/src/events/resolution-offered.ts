import { defineEvent } from '../event/event';
import { approverId, dossierVersion, offerId, plan, planExample } from '../event/shared-fields';

export const resolutionOffered = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-offered',
  kind: 'state',
  transitions: ['T20'],
  title: { zh: '方案告知投诉人', en: 'Offered to the complainant' },
  fields: {
    ...plan,
    offerId,
    approverId,
    dossierVersion: dossierVersion('Least version of the resolution dossier, which holds text and link'),
  },
  clocks: {},
  parts: { actor: 'APPROVER' },
  description: 'The approved plan is offered to the complainant; the letter is queued (T20).',
  example: {
    ...planExample,
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    approverId: 'staff:qian.hq',
    dossierVersion: 1,
  },
});
