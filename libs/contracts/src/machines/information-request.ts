import { defineMachine } from './define-machine';

/** Questions to the complainant, for whose answer the investigation waits. */
export const informationRequest = defineMachine({
  name: 'information request',
  labels: { zh: '补充材料通知', en: 'Information request' },
  states: {
    OPEN: { zh: '待答复', en: 'Open' },
    REPLIED: { zh: '已答复', en: 'Replied', end: true },
    UNANSWERED: { zh: '逾期未答复', en: 'Not answered in time', end: true },
    DROPPED: { zh: '不再需要', en: 'No longer needed', end: true },
    ENDED: { zh: '已终止', en: 'Ended with the complaint', end: true },
  },
  // prettier-ignore
  moves: [
    ['IQ1', 'OPEN', 'REPLIED',    'provideInfo', 'complainant, investigator with a contact'],
    ['IQ2', 'OPEN', 'UNANSWERED', 'expire',      'holder, on request'],
    ['IQ3', 'OPEN', 'DROPPED',    'resume',      'investigator'],
    ['IQ4', 'OPEN', 'ENDED',      'end',         'holder, on request'],
  ],
});
