import { GRACE_MS, ReadHorizon } from './read-horizon';

const noon = new Date('2026-03-02T04:00:00Z');
const later = new Date('2026-03-02T05:00:00Z');

describe('how far the story is read', () => {
  it('is unknown before the ends of the log were sampled', () => {
    const horizon = new ReadHorizon();

    expect(horizon.needsSample(noon)).toBe(true);
    expect(horizon.readPast(0, 100n, 0)).toBeUndefined();
  });

  it('is up to the sample when everything that was in the partition then is read', () => {
    const horizon = new ReadHorizon();
    horizon.add(noon, 0, new Map([[0, 10n]]));

    expect(horizon.readPast(0, 9n, 100)).toBeUndefined();
    expect(horizon.readPast(0, 10n, 100)).toEqual(noon);
    expect(horizon.needsSample(noon)).toBe(false);
    expect(horizon.needsSample(later)).toBe(true);
  });

  it('counts an empty partition as read', () => {
    const horizon = new ReadHorizon();
    horizon.add(noon, 0, new Map([[3, 0n]]));

    expect(horizon.readPast(3, undefined, 0)).toEqual(noon);
  });

  it('does not move on with a log that grows faster than it is read', () => {
    const horizon = new ReadHorizon();
    horizon.add(noon, 0, new Map([[0, 10n]]));
    horizon.add(later, 1_000, new Map([[0, 5_000n]]));

    expect(horizon.readPast(0, 10n, 2_000)).toEqual(noon);
  });

  it('waits for a lagging partition no longer than the grace', () => {
    const horizon = new ReadHorizon();
    horizon.add(noon, 0, new Map([[0, 10n]]));

    expect(horizon.readPast(0, 0n, GRACE_MS - 1)).toBeUndefined();
    expect(horizon.readPast(0, 0n, GRACE_MS)).toEqual(noon);
  });

  it('forgets old samples without losing what they prove', () => {
    const horizon = new ReadHorizon();
    horizon.add(noon, 0, new Map([[0, 10n]]));
    horizon.add(later, 1_000, new Map([[0, 20n]]));

    horizon.forget(new Map([[0, 20n]]), 2_000);

    expect(horizon.readPast(0, 20n, 2_000)).toEqual(later);
    expect(horizon.readPast(0, 10n, 2_000)).toBeUndefined();
  });
});
