import { defineMachine } from './define-machine';

/** A complaint that was captured and has no number yet; it is never thrown away (T1, T2). */
export const draft = defineMachine({
  name: 'draft',
  labels: { zh: '登记草稿', en: 'Draft of a registration' },
  states: {
    OPEN: { zh: '待登记', en: 'Open' },
    REGISTERED: { zh: '已登记', en: 'Registered', end: true },
  },
  // prettier-ignore
  moves: [
    ['DR1', 'OPEN', 'REGISTERED', 'register', 'who captured it, intake officer, timer'],
  ],
});
