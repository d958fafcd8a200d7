import { median } from './statistics';

/** The values of one thing that was measured several times. */
export interface Measured {
  /** Median of the rounds. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** One line of the result. */
export interface Figure {
  /** `capacity`, `B1`, or with a part behind it: `B1.allRunning`, `B3.registered.p99`. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** The bare way, or the smaller load, measured in the same run. */
  readonly baseline?: number;
  /** `value` to `baseline`. */
  readonly ratio?: number;
  /** Processor time in ms for each of what `value` counts: in all, and by process. */
  readonly cpuMs?: number;
  readonly cpuByProcess?: Readonly<Record<string, number>>;
  readonly goal?: Goal;
  /** What a reader must know to judge the value: ceilings, rounds, plans, tables of CPU. */
  readonly remarks: readonly string[];
}

/** What a figure should come to, and whether it does. */
export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

/** Sums several rounds up. Throws when there was none. */
export function measured(samples: readonly number[]): Measured {
  return { value: median(samples), min: Math.min(...samples), max: Math.max(...samples) };
}

/** The value beside its baseline. */
export function against(value: number, baseline: number): { readonly baseline: number; readonly ratio: number } {
  return { baseline, ratio: value / baseline };
}

/** `what` must be at least `limit`. */
export function atLeast(limit: number, actual: number, what: string, unit = ''): Goal {
  return { text: `${what} ≥ ${limit}${unit && ` ${unit}`}`, met: actual >= limit };
}

/** `what` must be at most `limit`. */
export function atMost(limit: number, actual: number, what: string, unit = ''): Goal {
  return { text: `${what} ≤ ${limit}${unit && ` ${unit}`}`, met: actual <= limit };
}
