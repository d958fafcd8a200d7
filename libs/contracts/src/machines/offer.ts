import { defineMachine } from './define-machine';

/** What was offered to the complainant, with a link of its own. */
export const offer = defineMachine({
  name: 'offer',
  labels: { zh: '方案告知', en: 'Offer' },
  states: {
    OPEN: { zh: '待答复', en: 'Open' },
    ACCEPTED: { zh: '已接受', en: 'Accepted' },
    COUNTERED: { zh: '已还价', en: 'Countered' },
    REFUSED: { zh: '已拒绝', en: 'Refused' },
    LAPSED: { zh: '逾期未复', en: 'Lapsed' },
    IMPOSED: { zh: '已单方执行', en: 'Imposed', end: true },
    VOID: { zh: '已失效', en: 'Void', end: true },
  },
  // prettier-ignore
  moves: [
    ['OF1', 'OPEN',   'ACCEPTED',  'accept',      'complainant'],
    ['OF2', 'OPEN',   'VOID',      'void',        'holder, on request'],
    ['OF3', 'OPEN',   'COUNTERED', 'counter',     'complainant'],
    ['OF4', 'OPEN',   'REFUSED',   'refuse',      'complainant'],
    ['OF5', 'OPEN',   'LAPSED',    'lapse',       'routing, by an expiry'],
    ['OF6', 'OPEN',   'IMPOSED',   'impose',      'executive approver'],
    ['OF7', 'LAPSED', 'ACCEPTED',  'accept late', 'complainant, recorded by staff'],
    ['OF8', 'ACCEPTED', 'VOID',     'object',      'complainant'],
    // One of several complainants, while the others are waited for.
    ['OF9', 'ACCEPTED', 'OPEN',     'object in time', 'complainant'],
    ['OF10', 'COUNTERED', 'OPEN',   'object in time', 'complainant'],
    ['OF11', 'REFUSED', 'OPEN',     'object in time', 'complainant'],
  ],
});
