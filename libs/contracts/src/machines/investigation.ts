import { defineMachine } from './define-machine';

/** The investigation of one handling, from the acceptance of the assignment to the determination; a rework opens it again (T16). */
export const investigation = defineMachine({
  name: 'investigation',
  labels: { zh: '调查', en: 'Investigation' },
  states: {
    OPEN: { zh: '调查中', en: 'Open' },
    DETERMINED: { zh: '已判定', en: 'Determined' },
    ENDED: { zh: '已终止', en: 'Ended with the complaint', end: true },
  },
  // prettier-ignore
  moves: [
    ['IN1', 'OPEN', 'DETERMINED', 'determine', 'investigator'],
    ['IN2', 'OPEN', 'ENDED',      'end',       'holder, on request'],
    ['IN3', 'DETERMINED', 'OPEN', 'rework',    'supervisor, quality reviewer'],
  ],
});
