import { z } from 'zod';
import { APPROVAL_KINDS, ApprovalKind } from '../codes';
import { defineHolderEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clocks } from '../event/shared-fields';
import { staffIdSchema } from '../values';

export const approvalAsked = defineHolderEvent({
  holders: ['routing', 'resolution'],
  fact: 'approval-asked',
  kind: 'fact',
  title: { zh: '提请审批', en: 'Approval asked', about: 'approval' },
  fields: {
    stepId: silent(z.uuid().describe('Approval step id')),
    approval: field(ApprovalKind, { zh: '审批事项', en: 'what', as: { codes: APPROVAL_KINDS } }),
    subjectId: silent(z.uuid().optional().describe('What it is about within the complaint: an offer, a remedy line')),
    proposerId: field(staffIdSchema, { zh: '提请人', en: 'proposed by' }),
    deciderId: field(staffIdSchema.optional().describe('Who is asked first; others with the authority may decide'), {
      zh: '审批人',
      en: 'asked of',
    }),
    clocks,
  },
  clocks: { subject: { kind: 'approval', id: 'stepId' } },
  parts: { actor: 'PROPOSER' },
  description: 'What a second person has to decide was proposed; the reason is in reasonCode.',
  example: {
    stepId: '019a9d6e-7a00-7000-8000-0000000000c3',
    approval: 'DECLINE',
    proposerId: 'staff:tang.cs',
    deciderId: 'staff:sun.cs',
  },
});
