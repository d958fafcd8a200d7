import { defineEvent } from '../event/event';
import { approverId, planExample, planId, revision } from '../event/shared-fields';

export const approvalRejected = defineEvent({
  emitter: 'resolution',
  fact: 'approval-rejected',
  kind: 'state',
  transitions: ['T19'],
  title: { zh: '审批退回方案', en: 'Approval rejected' },
  fields: { planId, revision, approverId },
  clocks: {},
  parts: { actor: 'APPROVER' },
  description: 'The approver sent the plan back, with the reason in reasonCode (T19).',
  example: { planId: planExample.planId, revision: 1, approverId: 'staff:qian.hq' },
});
