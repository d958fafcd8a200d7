import { CLOCK_FACTS, type ClockFact } from '@redress/contracts';

/**
 * What a clock may start or stop on: `received`, which stands for the time of receipt (D2), and the facts of the story that
 * mean something to clocks. A pack that names anything else is refused.
 */
export const CLOCK_EVENTS: readonly ClockEvent[] = ['received', ...CLOCK_FACTS];

export type ClockEvent = 'received' | ClockFact;
