import { defineMachine } from './define-machine';

/** Something that was promised to the complainant for a day (RM-12). Whether it was kept in time says its clock. */
export const promise = defineMachine({
  name: 'promise',
  labels: { zh: '承诺', en: 'Promise' },
  states: {
    MADE: { zh: '待兑现', en: 'To be kept' },
    KEPT: { zh: '已兑现', en: 'Kept', end: true },
    RELEASED: { zh: '投诉人免除', en: 'No longer wanted by the complainant', end: true },
    ENDED: { zh: '已终止', en: 'Ended with the complaint', end: true },
  },
  // prettier-ignore
  moves: [
    ['PM1', 'MADE', 'KEPT',     'keep',    'handler, who took the first contact, who answers for the unit'],
    ['PM2', 'MADE', 'RELEASED', 'release', 'the same, when the complainant says so'],
    ['PM3', 'MADE', 'ENDED',    'end',     'the complaint, when it ends otherwise than by closure or merge'],
  ],
});
