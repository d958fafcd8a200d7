import { quantiles, untilSeen, untilTaken } from './stages';

const arrivals = [
  { key: 'a', dueAtMs: 100, takenAtMs: 104 },
  { key: 'b', dueAtMs: 120, takenAtMs: 121 },
  { key: 'c', dueAtMs: 140, takenAtMs: 150 },
];

describe('latencies', () => {
  it('count from when something was due', () => {
    expect(untilTaken(arrivals)).toEqual([4, 1, 10]);
    expect(
      untilSeen(
        arrivals,
        new Map([
          ['c', 200],
          ['a', 110],
        ]),
      ),
    ).toEqual([10, 60]);
  });

  it('find what was seen by another key', () => {
    const seen = new Map([['1@x', 125]]);

    expect(untilSeen(arrivals, seen, (_arrival, index) => `${index}@x`)).toEqual([5]);
  });

  it('have a quantile in each round', () => {
    const round = (...registered: number[]) => ({ registered, assigned: [], acknowledged: [], visible: [] });

    expect(quantiles([round(3, 1, 2), round(9, 7)], 'registered', 'p50')).toEqual([2, 7]);
    expect(quantiles([round(3, 1, 2), round(9, 7)], 'registered', 'p99')).toEqual([3, 9]);
  });
});
