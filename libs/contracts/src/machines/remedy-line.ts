import { defineMachine, type StateOf } from './define-machine';

/** One line of a resolution plan (SM-03). An imposed or told plan (T26, T41) starts lines that were not accepted. */
export const remedyLine = defineMachine({
  name: 'remedy line',
  labels: { zh: '补救措施', en: 'Remedy line' },
  states: {
    PROPOSED: { zh: '已提出', en: 'Proposed' },
    APPROVED: { zh: '已批准', en: 'Approved' },
    OFFERED: { zh: '已告知', en: 'Offered' },
    ACCEPTED: { zh: '已接受', en: 'Accepted' },
    EXECUTING: { zh: '执行中', en: 'Being executed' },
    FAILED: { zh: '执行失败', en: 'Failed' },
    DONE: { zh: '已完成', en: 'Done', end: true },
    CANCELLED: { zh: '已取消', en: 'Cancelled', end: true },
  },
  // prettier-ignore
  moves: [
    ['RL1',  'PROPOSED',  'APPROVED',  'approve', 'remedy approver'],
    ['RL2',  'APPROVED',  'OFFERED',   'offer',   'system'],
    ['RL3',  'OFFERED',   'ACCEPTED',  'accept',  'complainant'],
    ['RL4',  'ACCEPTED',  'EXECUTING', 'start',   'owner unit'],
    ['RL5',  'EXECUTING', 'DONE',      'execute', 'owner unit'],
    ['RL6',  'ACCEPTED',  'DONE',      'execute', 'owner unit'],
    ['RL7',  'OFFERED',   'EXECUTING', 'impose',  'executive approver'],
    ['RL8',  'APPROVED',  'EXECUTING', 'tell',    'case lead, approver'],
    ['RL9',  'EXECUTING', 'FAILED',    'fail',    'owner unit'],
    ['RL10', 'FAILED',    'EXECUTING', 'start',   'owner unit'],
    ['RL11', 'PROPOSED',  'CANCELLED', 'cancel',  'with approval'],
    ['RL12', 'APPROVED',  'CANCELLED', 'cancel',  'with approval'],
    ['RL13', 'OFFERED',   'CANCELLED', 'cancel',  'with approval'],
    ['RL14', 'ACCEPTED',  'CANCELLED', 'cancel',  'with approval'],
    ['RL15', 'EXECUTING', 'CANCELLED', 'cancel',  'with approval'],
    ['RL16', 'FAILED',    'CANCELLED', 'cancel',  'with approval'],
  ],
});

/** States of a line that was begun: from here on nothing that was agreed is taken back (contracts, section 2). */
export const BEGUN_REMEDY_STATES: readonly StateOf<typeof remedyLine>[] = remedyLine.states.filter((state) =>
  ['EXECUTING', 'DONE'].includes(state),
);
