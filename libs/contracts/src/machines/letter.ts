import { defineMachine } from './define-machine';

/** A letter to the complainant, whichever way it goes. */
export const letter = defineMachine({
  name: 'letter',
  labels: { zh: '函件', en: 'Letter' },
  states: {
    REQUESTED: { zh: '待发', en: 'Requested' },
    UNDER_WAY: { zh: '送达中', en: 'Under way' },
    SENT: { zh: '已送达', en: 'Sent' },
    FAILED: { zh: '未能送达', en: 'Failed' },
    SUPPRESSED: { zh: '不发', en: 'Suppressed', end: true },
  },
  // prettier-ignore
  moves: [
    ['LE1',  'REQUESTED', 'SENT',       'send',           'mail server, complainant who reads it, staff'],
    ['LE2',  'REQUESTED', 'FAILED',     'give up',        'system, when no way is left'],
    ['LE3',  'REQUESTED', 'SUPPRESSED', 'suppress',       'system'],
    ['LE4',  'FAILED',    'REQUESTED',  'retry',          'staff'],
    ['LE5',  'REQUESTED', 'UNDER_WAY',  'lay ready',      'gateway that took it, mailbox, desk of staff'],
    ['LE6',  'UNDER_WAY', 'SENT',       'tell',           'receipt of the gateway, complainant who reads it, staff'],
    ['LE7',  'UNDER_WAY', 'REQUESTED',  'go another way', 'receipt of the gateway'],
    ['LE8',  'FAILED',    'SENT',       'tell otherwise', 'complainant who reads it, staff'],
    ['LE9',  'SENT',      'REQUESTED',  'go another way', 'mail that comes back'],
  ],
});
