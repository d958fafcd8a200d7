import { defineMachine } from './define-machine';

/** One way that a letter went. */
export const letterDispatch = defineMachine({
  name: 'dispatch of a letter',
  labels: { zh: '函件送达', en: 'Dispatch of a letter' },
  states: {
    OPEN: { zh: '待回执或待阅', en: 'Awaits receipt or reader', start: true },
    TOLD: { zh: '已送达', en: 'Told', start: true },
    FAILED: { zh: '未送达', en: 'Failed', start: true },
  },
  // prettier-ignore
  moves: [
    ['LD1', 'OPEN', 'TOLD',   'tell',      'receipt of the gateway, complainant who reads it, staff'],
    ['LD2', 'OPEN', 'FAILED', 'fail',      'receipt of the gateway'],
    ['LD3', 'TOLD', 'FAILED', 'come back', 'mail that comes back'],
    ['LD4', 'FAILED', 'TOLD', 'tell',      'a later attempt that staff asked for'],
    ['LD5', 'FAILED', 'OPEN', 'try again', 'staff'],
  ],
});
