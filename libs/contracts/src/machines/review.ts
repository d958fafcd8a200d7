import { defineMachine } from './define-machine';

/** One internal review of a round of resolution, by people who took no part in it (T24, T31). */
export const review = defineMachine({
  name: 'internal review',
  labels: { zh: '内部复核', en: 'Internal review' },
  states: {
    OPEN: { zh: '复核中', en: 'Open' },
    DECIDED: { zh: '已决定', en: 'Decided', end: true },
    ENDED: { zh: '已终止', en: 'Ended without a decision', end: true },
  },
  // prettier-ignore
  moves: [
    ['RV1', 'OPEN', 'DECIDED', 'decide', 'reviewer of a higher unit'],
    ['RV2', 'OPEN', 'ENDED',   'end',    'a dispute outside; holder, on request'],
  ],
});
