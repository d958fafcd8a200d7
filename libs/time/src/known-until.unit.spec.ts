import { KnownUntil } from './known-until';

describe('keys that are known until a moment', () => {
  it('says how long each is known, and forgets it then', () => {
    const known = new KnownUntil();
    known.remember('a', 1_000);

    expect(known.leftMs('a', 400)).toBe(600);
    expect(known.leftMs('a', 1_000)).toBe(0);
    expect(known.leftMs('a', 400)).toBe(0);
    expect(known.leftMs('b', 400)).toBe(0);
  });

  it('takes the latest moment that it was told', () => {
    const known = new KnownUntil();
    known.remember('a', 2_000);
    known.remember('a', 1_000);

    expect(known.leftMs('a', 1_500)).toBe(0);
  });

  it('forgets the oldest key when one more comes than it may remember', () => {
    const known = new KnownUntil(2);
    known.remember('a', 1_000);
    known.remember('b', 1_000);
    known.remember('a', 2_000);
    known.remember('c', 1_000);

    expect(['a', 'b', 'c'].map((key) => known.leftMs(key, 0))).toEqual([2_000, 0, 1_000]);
  });
});
