import { defineMachine } from './define-machine';

/** The custody chain of an evidence item: each entry says what was done with it last. */
export const evidence = defineMachine({
  name: 'evidence item',
  labels: { zh: '证据', en: 'Evidence' },
  states: {
    RECEIVED: { zh: '已接收', en: 'Received', start: true },
    READ: { zh: '已查阅', en: 'Read' },
  },
  // prettier-ignore
  moves: [
    ['EV1', 'RECEIVED', 'READ', 'read', 'staff who see the complaint'],
    ['EV2', 'READ',     'READ', 'read', 'staff who see the complaint'],
  ],
});
