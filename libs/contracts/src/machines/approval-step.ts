import { defineMachine } from './define-machine';

/**
 * A decision that one person proposes and another takes (contracts, section 2): a complaint declined, a remedy imposed, a
 * line cancelled, a limit extended, an exception granted. It lapses when the case moves on without it.
 */
export const approvalStep = defineMachine({
  name: 'approval step',
  labels: { zh: '审批步骤', en: 'Approval step' },
  states: {
    PROPOSED: { zh: '待审批', en: 'Proposed' },
    APPROVED: { zh: '已批准', en: 'Approved', end: true },
    REJECTED: { zh: '已驳回', en: 'Rejected', end: true },
    LAPSED: { zh: '已失效', en: 'Lapsed', end: true },
  },
  // prettier-ignore
  moves: [
    ['AP1', 'PROPOSED', 'APPROVED', 'approve', 'another person with the authority'],
    ['AP2', 'PROPOSED', 'REJECTED', 'reject',  'another person with the authority'],
    ['AP3', 'PROPOSED', 'LAPSED',   'lapse',   'the case, when it moves on'],
  ],
});
