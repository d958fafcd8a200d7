import fc from 'fast-check';
import { BUCKET_ERROR, bucketOf, percentile, secondsOf } from './duration-histogram';

describe('the histogram of durations', () => {
  it('stands for every duration with no more than the promised error', () => {
    fc.assert(
      fc.property(fc.double({ min: 1.001, max: 1e8, noNaN: true }), (seconds) => {
        expect(Math.abs(secondsOf(bucketOf(seconds)) - seconds) / seconds).toBeLessThanOrEqual(BUCKET_ERROR + 1e-9);
      }),
    );
  });

  it('gives percentiles by rank', () => {
    const day = 86_400;
    const counts = new Map([
      [bucketOf(day), 90],
      [bucketOf(10 * day), 9],
      [bucketOf(100 * day), 1],
    ]);

    const error = (share: number, truth: number) => Math.abs((percentile(counts, share) as number) - truth) / truth;
    expect(error(0.5, day)).toBeLessThan(0.05);
    expect(error(0.95, 10 * day)).toBeLessThan(0.05);
    expect(error(1, 100 * day)).toBeLessThan(0.05);
  });

  it('has none of nothing, and takes what came before receipt as at once', () => {
    expect(percentile(new Map(), 0.5)).toBeNull();
    expect(percentile(new Map([[bucketOf(-5), 1]]), 0.5)).toBe(1);
  });
});
