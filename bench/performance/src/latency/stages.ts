import { percentile } from '../statistics';
import type { Arrival } from './arrivals';
import type { Sightings } from './witness';

/** What is reached one after another, as far as the latency is concerned. */
export const STAGES = ['registered', 'assigned', 'acknowledged', 'visible'] as const;
export type Stage = (typeof STAGES)[number];

/** Latencies of one round in ms. */
export type StageLatencies = Readonly<Record<Stage, readonly number[]>>;

/** From when each was due until it was answered. */
export function untilTaken(arrivals: readonly Arrival[]): number[] {
  return arrivals.map(({ dueAtMs, takenAtMs }) => takenAtMs - dueAtMs);
}

/** From when each was due until it was seen; those that were not seen are left out. */
export function untilSeen(
  arrivals: readonly Arrival[],
  seen: Sightings,
  keyOf: (arrival: Arrival, index: number) => string = ({ key }) => key,
): number[] {
  return arrivals.flatMap((arrival, index) => {
    const at = seen.get(keyOf(arrival, index));
    return at === undefined ? [] : [at - arrival.dueAtMs];
  });
}

export const QUANTILES = { p50: 0.5, p99: 0.99 } as const;
export type Quantile = keyof typeof QUANTILES;

/** The same quantile of each round. */
export function quantiles(rounds: readonly StageLatencies[], stage: Stage, quantile: Quantile): number[] {
  return rounds.map((round) => percentile([...round[stage]], QUANTILES[quantile]));
}
