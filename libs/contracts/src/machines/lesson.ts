import { defineMachine } from './define-machine';

/** What a unit has to learn from a dispute that was decided (T33). */
export const lesson = defineMachine({
  name: 'lesson',
  labels: { zh: '经验教训', en: 'Lesson learned' },
  states: {
    OPEN: { zh: '待总结', en: 'Open' },
    LEARNED: { zh: '已总结', en: 'Learned', end: true },
  },
  // prettier-ignore
  moves: [
    ['LS1', 'OPEN', 'LEARNED', 'record', 'unit that it is for'],
  ],
});
