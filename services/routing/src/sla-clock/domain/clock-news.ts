import type { SlaClock } from './sla-clock';

export type RecomputeCause = 'RECLASSIFIED' | 'CALENDAR' | 'LATE_FACT' | 'EXTENDED';

/** A change of a clock itself; `at` is the business time at which it became so. */
export type ClockUpdate =
  | { readonly what: 'STARTED'; readonly clock: SlaClock; readonly at: Date; readonly dueAt: Date }
  | {
      readonly what: 'RECOMPUTED';
      readonly clock: SlaClock;
      readonly at: Date;
      readonly cause: RecomputeCause | 'PAUSED' | 'RESUMED';
    }
  | { readonly what: 'MET'; readonly clock: SlaClock; readonly at: Date; readonly breached: boolean }
  | { readonly what: 'CANCELLED'; readonly clock: SlaClock; readonly at: Date };

/** A mark of a clock that was reached, or a breach that was taken back. */
export type ClockMark =
  | { readonly what: 'WARNED'; readonly clock: SlaClock; readonly at: Date; readonly percent: 50 | 80 | 150 | 200 }
  | { readonly what: 'BREACHED'; readonly clock: SlaClock; readonly at: Date }
  /** The holder is to be asked to let it expire. */
  | { readonly what: 'RAN_OUT'; readonly clock: SlaClock; readonly at: Date }
  | { readonly what: 'BREACH_TAKEN_BACK'; readonly clock: SlaClock; readonly at: Date; readonly stoppedAt?: Date };

/** Something that is to be published of a clock. */
export type ClockNews = ClockUpdate | ClockMark;

/** Clocks that changed, and what is to be published of them. */
export interface ClockChanges {
  readonly changed: readonly SlaClock[];
  readonly news: readonly ClockNews[];
}
