import { defineMachine } from './define-machine';

/** One round of resolution, from the determination to closure or reopening. */
export const resolution = defineMachine({
  name: 'resolution round',
  labels: { zh: '处理轮次', en: 'Resolution round' },
  states: {
    OPEN: { zh: '处理中', en: 'Open' },
    CLOSED: { zh: '已结案', en: 'Closed' },
    REOPENED: { zh: '已重新处理', en: 'Reopened', end: true },
    ENDED: { zh: '已终止', en: 'Ended with the complaint', end: true },
  },
  // prettier-ignore
  moves: [
    ['RS1', 'OPEN', 'CLOSED',   'close',  'follow-up specialist'],
    ['RS2', 'OPEN', 'REOPENED', 'reopen', 'follow-up specialist'],
    ['RS3', 'OPEN', 'ENDED',    'end',    'holder, on request'],
    ['RS4', 'CLOSED', 'OPEN',   'take up', 'an internal review, a dispute outside'],
  ],
});
