import { defineMachine } from './define-machine';

/** A request to the service that holds the complaint. */
export const request = defineMachine({
  name: 'request',
  labels: { zh: '申请', en: 'Request' },
  states: {
    OPEN: { zh: '待答复', en: 'Open' },
    GRANTED: { zh: '已同意', en: 'Granted', end: true },
    REFUSED: { zh: '不予同意', en: 'Refused', end: true },
  },
  // prettier-ignore
  moves: [
    ['RQ1', 'OPEN', 'GRANTED', 'grant',  'holder'],
    ['RQ2', 'OPEN', 'REFUSED', 'refuse', 'holder'],
  ],
});
