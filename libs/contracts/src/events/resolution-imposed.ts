import { z } from 'zod';
import { CONSENT_EXCEPTIONS, ConsentException } from '../codes';
import { defineEvent } from '../event/event';
import { field, silent } from '../event/field';
import { approverId, dossierVersion, executeBy, offerId, plan, planExample } from '../event/shared-fields';
import { complaintIdSchema, staffIdSchema } from '../values';

export const resolutionImposed = defineEvent({
  emitter: 'resolution',
  fact: 'resolution-imposed',
  kind: 'state',
  transitions: ['T26'],
  title: { zh: '未经同意执行方案', en: 'Imposed without consent' },
  fields: {
    ...plan,
    offerId,
    partyIds: silent(
      z
        .array(complaintIdSchema)
        .optional()
        .describe('Of several complainants those who had not agreed to what is done for them'),
    ),
    stepId: silent(z.uuid().describe('Approval step in which it was decided')),
    exception: field(ConsentException, { zh: '理由', en: 'because of', as: { codes: CONSENT_EXCEPTIONS } }),
    proposerId: field(staffIdSchema, { zh: '提请人', en: 'proposed by' }),
    approverId,
    executeBy,
    dossierVersion: dossierVersion('Least version of the resolution dossier, which holds the text'),
  },
  clocks: { until: 'executeBy' },
  parts: { actor: 'APPROVER' },
  description:
    'What was offered is carried out without the consent of the complainant, for safety or by law, proposed by one person and decided by an executive; the letter is queued (T26, RM-10).',
  example: {
    ...planExample,
    offerId: '019a9d6e-7a00-7000-8000-0000000000b1',
    stepId: '019a9d6e-7a00-7000-8000-0000000000c4',
    exception: 'SAFETY',
    proposerId: 'staff:zhao.qa',
    approverId: 'staff:gu.ceo',
    dossierVersion: 1,
  },
});
