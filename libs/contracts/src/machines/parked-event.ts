import { defineMachine } from './define-machine';

/** A record that a service set aside, or that waits behind one of the same key. What was handled after all is removed. */
export const parkedEvent = defineMachine({
  name: 'parked event',
  labels: { zh: '搁置事件', en: 'Parked event' },
  states: {
    PARKED: { zh: '已搁置', en: 'Parked', start: true },
    QUEUED: { zh: '排队中', en: 'Queued', start: true },
    SKIPPED: { zh: '已跳过', en: 'Skipped', end: true },
  },
  // prettier-ignore
  moves: [
    ['PE1', 'QUEUED', 'PARKED',  'fail',  'consumer'],
    ['PE2', 'PARKED', 'PARKED',  'retry', 'organisation administrator'],
    ['PE3', 'PARKED', 'SKIPPED', 'skip',  'organisation administrator'],
  ],
});
