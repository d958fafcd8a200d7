import { defineMachine } from './define-machine';

/** A dispute before a body outside of the enterprise (T32, T33, RM-24). */
export const dispute = defineMachine({
  name: 'external dispute',
  labels: { zh: '外部争议', en: 'External dispute' },
  states: {
    OPEN: { zh: '处理中', en: 'Open' },
    DECIDED: { zh: '已有结果', en: 'Decided', end: true },
  },
  // prettier-ignore
  moves: [
    ['DI1', 'OPEN', 'DECIDED', 'record', 'compliance'],
  ],
});
