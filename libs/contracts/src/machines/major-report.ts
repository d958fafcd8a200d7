import { defineMachine } from './define-machine';

/** The report of a critical complaint to leadership, with the measures taken (ES-01). */
export const majorReport = defineMachine({
  name: 'major report',
  labels: { zh: '重大投诉上报', en: 'Report to leadership' },
  states: {
    DUE: { zh: '待上报', en: 'Due' },
    REPORTED: { zh: '已上报', en: 'Reported' },
    READ: { zh: '领导已阅', en: 'Read', end: true },
    NOT_NEEDED: { zh: '无需上报', en: 'No longer needed', end: true },
  },
  // prettier-ignore
  moves: [
    ['MR1', 'DUE',      'REPORTED',   'report', 'whoever works on the complaint'],
    ['MR2', 'REPORTED', 'READ',       'read',   'executive'],
    ['MR3', 'DUE',      'NOT_NEEDED', 'end',    'the complaint, when it is no longer critical or ends'],
    ['MR4', 'REPORTED', 'NOT_NEEDED', 'end',    'the complaint, when it ends'],
  ],
});
