import { defineMachine } from './define-machine';

/** A letter to the complainant. */
export const letter = defineMachine({
  name: 'letter',
  labels: { zh: '函件', en: 'Letter' },
  states: {
    REQUESTED: { zh: '待发', en: 'Requested' },
    SENT: { zh: '已发出', en: 'Sent', end: true },
    FAILED: { zh: '发送失败', en: 'Failed' },
    SUPPRESSED: { zh: '不发', en: 'Suppressed', end: true },
  },
  // prettier-ignore
  moves: [
    ['LE1', 'REQUESTED', 'SENT',       'send',     'mail server'],
    ['LE2', 'REQUESTED', 'FAILED',     'give up',  'system'],
    ['LE3', 'REQUESTED', 'SUPPRESSED', 'suppress', 'system'],
    ['LE4', 'FAILED',    'REQUESTED',  'retry',    'staff'],
  ],
});
