import { SeededRandom } from '@redress/testing';
import type { Fault } from './faults/fault';

/** A fault at its place in the run. */
export interface PlannedFault {
  readonly fault: Fault;
  /** Between the recovery from the fault before and this one. */
  readonly pauseMs: number;
  readonly lastsMs: number;
  /** Strikes even if it is late: the least that a run with this seed has to show. */
  readonly isDue: boolean;
}

/** As many seeds in a row show every kind, however short their runs are. */
export const SEEDS_FOR_ALL = 5;

const PAUSE_MS: readonly [number, number] = [1_500, 5_000];

/**
 * The faults of a run in their order, without end. First come those that every run of this seed must show: the kinds are dealt
 * to {@link SEEDS_FOR_ALL} neighbouring seeds like cards, so that the shortest runs of neighbours show all of them. Then come
 * the others, and then all of them again and again, each time in another order.
 */
export function* timeline(seed: number, faults: readonly Fault[]): Generator<PlannedFault, never> {
  const random = new SeededRandom(seed, 'timeline');
  const dealt = faultsOfSeed(seed, faults);
  const rest = faults.filter((fault) => !dealt.includes(fault));
  const plan = (fault: Fault, isDue: boolean): PlannedFault => ({
    fault,
    isDue,
    pauseMs: random.between(...PAUSE_MS),
    lastsMs: random.between(...fault.lastsMs),
  });
  for (const fault of shuffled(dealt, random)) yield plan(fault, true);
  for (const fault of shuffled(rest, random)) yield plan(fault, false);
  for (;;) for (const fault of shuffled(faults, random)) yield plan(fault, false);
}

/** The faults that every run with this seed shows, however short it is. */
export function faultsOfSeed(seed: number, faults: readonly Fault[]): Fault[] {
  // Dealt from the longest to the shortest, to and fro, so that no seed gets all the long ones.
  const byLength = faults.toSorted((one, other) => expectedMs(other) - expectedMs(one));
  return byLength.filter((_, index) => {
    const round = Math.floor(index / SEEDS_FOR_ALL);
    const seat = index % SEEDS_FOR_ALL;
    return (round % 2 === 0 ? seat : SEEDS_FOR_ALL - 1 - seat) === seed % SEEDS_FOR_ALL;
  });
}

/** How long it usually takes from the strike to the recovery, at most. */
export function expectedMs({ lastsMs, recoversInMs }: Fault): number {
  return lastsMs[1] + recoversInMs;
}

function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ item }) => item);
}
