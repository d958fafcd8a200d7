import { defineMachine } from './define-machine';

/** What a supplier, a laboratory or another third party is asked during an investigation. */
export const thirdPartyRequest = defineMachine({
  name: 'third party request',
  labels: { zh: '第三方协查', en: 'Request to a third party' },
  states: {
    OPEN: { zh: '待答复', en: 'Open' },
    REPLIED: { zh: '已答复', en: 'Replied', end: true },
    DROPPED: { zh: '不再需要', en: 'No longer needed', end: true },
    ENDED: { zh: '已终止', en: 'Ended with the complaint', end: true },
  },
  // prettier-ignore
  moves: [
    ['TP1', 'OPEN', 'REPLIED', 'receive',   'investigator'],
    ['TP2', 'OPEN', 'DROPPED', 'determine', 'investigator, without the reply'],
    ['TP3', 'OPEN', 'ENDED',   'end',       'holder, on request'],
  ],
});
