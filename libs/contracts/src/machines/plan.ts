import { defineMachine } from './define-machine';

/** One revision of a resolution plan; what was rejected goes on as a new revision, which begins as a draft. */
export const plan = defineMachine({
  name: 'plan',
  labels: { zh: '处理方案', en: 'Resolution plan' },
  states: {
    DRAFT: { zh: '草稿', en: 'Draft' },
    SUBMITTED: { zh: '审批中', en: 'Submitted' },
    REJECTED: { zh: '已退回', en: 'Rejected', end: true },
    APPROVED: { zh: '已批准', en: 'Approved', end: true },
  },
  // prettier-ignore
  moves: [
    ['PL1', 'DRAFT',     'SUBMITTED', 'submit',  'case lead'],
    ['PL2', 'SUBMITTED', 'APPROVED',  'approve', 'remedy approver'],
    ['PL3', 'SUBMITTED', 'REJECTED',  'reject',  'remedy approver'],
    ['PL4', 'DRAFT',     'APPROVED',  'release', 'case lead, where no approval is needed'],
  ],
});
