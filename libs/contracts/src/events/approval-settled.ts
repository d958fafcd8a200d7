import { z } from 'zod';
import { APPROVAL_KINDS, ApprovalKind } from '../codes';
import { defineHolderEvent } from '../event/event';
import { field, silent } from '../event/field';
import { clocks } from '../event/shared-fields';
import { approvalStep } from '../machines/approval-step';
import { staffIdSchema } from '../values';

export const approvalSettled = defineHolderEvent({
  holders: ['routing', 'resolution'],
  fact: 'approval-settled',
  kind: 'fact',
  title: { zh: '审批办结', en: 'Approval settled', about: 'approval' },
  fields: {
    stepId: silent(z.uuid().describe('Approval step id')),
    approval: field(ApprovalKind, { zh: '审批事项', en: 'what', as: { codes: APPROVAL_KINDS } }),
    result: field(approvalStep.schema.describe('How it ended'), {
      zh: '结果',
      en: 'result',
      as: { codes: approvalStep.taxonomy },
    }),
    proposerId: silent(staffIdSchema.optional().describe('Who proposed it, and is told')),
    clocks,
  },
  clocks: { subject: { kind: 'approval', id: 'stepId' } },
  parts: { actor: 'APPROVER' },
  description: 'What was proposed was approved or rejected by a second person, or lapsed because the case moved on.',
  example: {
    stepId: '019a9d6e-7a00-7000-8000-0000000000c3',
    approval: 'DECLINE',
    result: approvalStep.state.REJECTED,
    proposerId: 'staff:tang.cs',
  },
});
