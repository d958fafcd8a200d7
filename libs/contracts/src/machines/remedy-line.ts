import { defineMachine, type StateOf } from './define-machine';

/** One line of a resolution plan. */
export const remedyLine = defineMachine({
  name: 'remedy line',
  labels: { zh: '补救措施', en: 'Remedy line' },
  states: {
    PROPOSED: { zh: '已提出', en: 'Proposed' },
    APPROVED: { zh: '已批准', en: 'Approved' },
    OFFERED: { zh: '已告知', en: 'Offered' },
    ACCEPTED: { zh: '已接受', en: 'Accepted' },
    DONE: { zh: '已完成', en: 'Done', end: true },
  },
  // prettier-ignore
  moves: [
    ['RL1', 'PROPOSED', 'APPROVED', 'approve', 'remedy approver'],
    ['RL2', 'APPROVED', 'OFFERED',  'offer',   'system'],
    ['RL3', 'OFFERED',  'ACCEPTED', 'accept',  'complainant'],
    ['RL4', 'ACCEPTED', 'DONE',     'execute', 'owner unit'],
  ],
});

/** States of a line that was begun: from here on nothing that was agreed is taken back (contracts, section 2). */
export const BEGUN_REMEDY_STATES: readonly StateOf<typeof remedyLine>[] = remedyLine.states.filter((state) =>
  ['EXECUTING', 'DONE'].includes(state),
);
