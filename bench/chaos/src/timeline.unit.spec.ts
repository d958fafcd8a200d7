import { ALL_FAULTS } from './faults/all-faults';
import { FAULT_KINDS } from './faults/fault-kinds';
import { expectedMs, faultsOfSeed, timeline, type PlannedFault } from './timeline';

const SHORTEST_RUN_MS = 90_000;

function planOf(seed: number, count: number): PlannedFault[] {
  const faults = timeline(seed, ALL_FAULTS);
  return Array.from({ length: count }, () => faults.next().value);
}

const brief = ({ fault, ...rest }: PlannedFault) => ({ kind: fault.kind, ...rest });

describe('the timeline of a run', () => {
  it('knows every kind of fault once', () => {
    expect(ALL_FAULTS.map(({ kind }) => kind).toSorted()).toEqual([...FAULT_KINDS].toSorted());
  });

  it('repeats itself for a seed and differs between seeds', () => {
    expect(planOf(4711, 40).map(brief)).toEqual(planOf(4711, 40).map(brief));
    expect(planOf(4711, 40).map(brief)).not.toEqual(planOf(4716, 40).map(brief));
  });

  it.each([0, 3, 1_998, 2 ** 31 - 6])('shows every kind in what five neighbours from seed %d on must show', (first) => {
    const shown = [0, 1, 2, 3, 4].flatMap((step) =>
      planOf(first + step, ALL_FAULTS.length)
        .filter(({ isDue }) => isDue)
        .map(({ fault }) => fault.kind),
    );
    expect(shown.toSorted()).toEqual([...FAULT_KINDS].toSorted());
  });

  it.each([0, 1, 2, 3, 4])('fits what seed %d must show into the shortest run', (seed) => {
    const pausesMs = 5_000 * faultsOfSeed(seed, ALL_FAULTS).length;
    const faultsMs = faultsOfSeed(seed, ALL_FAULTS).reduce((sum, fault) => sum + expectedMs(fault), 0);
    expect(pausesMs + faultsMs).toBeLessThanOrEqual(SHORTEST_RUN_MS);
  });

  it('shows every kind once before any of them comes again, and then goes on', () => {
    const kinds = planOf(7, 3 * FAULT_KINDS.length).map(({ fault }) => fault.kind);
    for (let round = 0; round < 3; round++) {
      const shown = kinds.slice(round * FAULT_KINDS.length, (round + 1) * FAULT_KINDS.length);
      expect(shown.toSorted()).toEqual([...FAULT_KINDS].toSorted());
    }
  });

  it('lets each fault last as long as it may', () => {
    for (const { fault, lastsMs } of planOf(11, 200)) {
      expect(lastsMs).toBeGreaterThanOrEqual(fault.lastsMs[0]);
      expect(lastsMs).toBeLessThanOrEqual(fault.lastsMs[1]);
    }
  });
});
