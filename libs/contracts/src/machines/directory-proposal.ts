import { defineMachine } from './define-machine';

/** A change of the directory that a second administrator has to confirm. */
export const directoryProposal = defineMachine({
  name: 'directory proposal',
  labels: { zh: '通讯录变更提议', en: 'Directory proposal' },
  states: {
    PROPOSED: { zh: '待确认', en: 'Proposed' },
    CONFIRMED: { zh: '已确认', en: 'Confirmed', end: true },
    REFUSED: { zh: '已拒绝', en: 'Refused', end: true },
    RETRACTED: { zh: '已撤回', en: 'Retracted', end: true },
    EXPIRED: { zh: '已失效', en: 'Expired', end: true },
  },
  // prettier-ignore
  moves: [
    ['DP1', 'PROPOSED', 'CONFIRMED', 'confirm',  'another organisation administrator'],
    ['DP2', 'PROPOSED', 'REFUSED',   'refuse',   'another organisation administrator'],
    ['DP3', 'PROPOSED', 'RETRACTED', 'retract',  'who proposed it'],
    ['DP4', 'PROPOSED', 'EXPIRED',   'expire',   'time'],
  ],
});
