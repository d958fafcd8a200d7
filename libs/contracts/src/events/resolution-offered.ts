import { z } from 'zod';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { dossierVersion, offerId, partyOffersSchema, plan, planExample } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const resolutionOffered = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-offered',
  kind: 'state',
  transitions: ['T20', 'T21'],
  title: { zh: '方案告知投诉人', en: 'Offered to the complainant' },
  fields: {
    ...plan,
    offerId,
    offers: silent(
      partyOffersSchema.optional().describe('In a case with several complainants the offer of each of them'),
    ),
    approverId: field(staffIdSchema.optional().describe('Absent when the pack asks for no approval (T21)'), {
      zh: '审批人',
      en: 'approver',
    }),
    isFinal: silent(z.boolean().describe('No further offer follows when it is refused (T40)')),
    dossierVersion: dossierVersion('Least version of the resolution dossier, which holds text and link'),
  },
  clocks: {},
  parts: { actor: 'APPROVER' },
  description:
    'The plan is offered to the complainant, approved (T20) or below the limit of the pack (T21); the letter is queued.',
  example: {
    ...planExample,
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    approverId: 'staff:qian.hq',
    isFinal: false,
    dossierVersion: 1,
  },
});
