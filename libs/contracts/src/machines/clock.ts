import type { z } from 'zod';
import { defineMachine } from './define-machine';

/** A time limit. Its state is derived from policy, calendar and the facts of the story, so the table holds no moves. */
export const clock = defineMachine({
  name: 'clock',
  labels: { zh: '时限', en: 'Clock' },
  states: {
    RUNNING: { zh: '计时中', en: 'Running' },
    PAUSED: { zh: '已暂停', en: 'Paused' },
    MET: { zh: '按时完成', en: 'Met' },
    BREACHED: { zh: '超时', en: 'Breached' },
    CANCELLED: { zh: '已取消', en: 'Cancelled' },
  },
  moves: [],
});

export const CLOCK_STATES = clock.taxonomy;
export const ClockState = clock.schema.describe('State of a clock');
export type ClockState = z.infer<typeof ClockState>;
