import { z } from 'zod';
import { NOT_ACCEPTED_REASONS, NotAcceptedReason } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { approverId, clocks, dossierVersion } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const complaintDeclined = defineEvent({
  emitter: 'routing',
  fact: 'complaint-declined',
  kind: 'state',
  transitions: ['T5'],
  title: { zh: '不予受理', en: 'Not accepted' },
  fields: {
    stepId: silent(z.uuid().describe('Second approval')),
    reason: field(NotAcceptedReason, { zh: '原因', en: 'because', as: { codes: NOT_ACCEPTED_REASONS } }),
    proposerId: field(staffIdSchema, { zh: '提请人', en: 'proposed by' }),
    approverId,
    dossierVersion: dossierVersion("Least version of routing's dossier that holds the reasons in words"),
    clocks,
  },
  clocks: {},
  parts: { actor: 'APPROVER' },
  description: 'Two people decided not to accept the complaint; the complainant is told reasons and rights (T5).',
  example: {
    stepId: '019a9d6e-7a00-7000-8000-0000000000c3',
    reason: 'NOT_OUR_PRODUCT',
    proposerId: 'staff:tang.cs',
    approverId: 'staff:sun.cs',
    dossierVersion: 1,
  },
});
