import type { SlaClock } from './sla-clock';

export type RecomputeCause = 'RECLASSIFIED' | 'CALENDAR' | 'LATE_FACT';

/** Something that is to be published about a clock; `at` is the business time at which it became so. */
export type ClockNews =
  | { readonly what: 'STARTED'; readonly clock: SlaClock; readonly at: Date; readonly dueAt: Date }
  | {
      readonly what: 'RECOMPUTED';
      readonly clock: SlaClock;
      readonly at: Date;
      readonly cause: RecomputeCause | 'PAUSED' | 'RESUMED';
    }
  | { readonly what: 'WARNED'; readonly clock: SlaClock; readonly at: Date; readonly percent: 50 | 80 }
  | { readonly what: 'BREACHED'; readonly clock: SlaClock; readonly at: Date }
  | { readonly what: 'BREACH_WITHDRAWN'; readonly clock: SlaClock; readonly at: Date; readonly stoppedAt?: Date }
  | { readonly what: 'MET'; readonly clock: SlaClock; readonly at: Date; readonly breached: boolean }
  | { readonly what: 'CANCELLED'; readonly clock: SlaClock; readonly at: Date };

/** Clocks that changed, and what is to be published about them. */
export interface ClockChanges {
  readonly changed: readonly SlaClock[];
  readonly news: readonly ClockNews[];
}
