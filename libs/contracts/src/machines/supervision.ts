import { defineMachine } from './define-machine';

/** A demand of a person above that a complaint be dealt with by a day (supervision): one at a time, answered, then lifted. */
export const supervision = defineMachine({
  name: 'supervision',
  labels: { zh: '督办', en: 'Supervision' },
  states: {
    ORDERED: { zh: '督办中', en: 'Ordered' },
    RESPONDED: { zh: '已回复', en: 'Answered' },
    LIFTED: { zh: '已解除', en: 'Lifted', end: true },
    ENDED: { zh: '已终止', en: 'Ended with the complaint', end: true },
  },
  // prettier-ignore
  moves: [
    ['SV1', 'ORDERED',  'RESPONDED', 'answer', 'handler, their deputy, whoever manages the unit'],
    ['SV2', 'ORDERED',  'LIFTED',   'lift',   'who ordered it, executive'],
    ['SV3', 'RESPONDED', 'LIFTED',   'lift',   'who ordered it, executive'],
    ['SV4', 'ORDERED',  'ENDED',    'end',    'the complaint, when it ends'],
    ['SV5', 'RESPONDED', 'ENDED',    'end',    'the complaint, when it ends'],
  ],
});
