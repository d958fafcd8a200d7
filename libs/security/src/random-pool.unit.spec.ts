import { randomBytesFromPool } from './random-pool';

describe('random bytes from the pool', () => {
  it('are as many as were asked for, and none is given twice or changed later', () => {
    const given: { readonly bytes: Buffer; readonly atFirst: string }[] = [];
    // More than one pool holds, so that it is filled anew on the way.
    for (let count = 0; count < 2_000; count++) {
      const bytes = randomBytesFromPool(12);
      expect(bytes).toHaveLength(12);
      given.push({ bytes, atFirst: bytes.toString('hex') });
    }
    expect(new Set(given.map(({ atFirst }) => atFirst)).size).toBe(given.length);
    for (const { bytes, atFirst } of given) expect(bytes.toString('hex')).toBe(atFirst);
    const places = given.map(({ bytes }) => `${bytes.byteOffset}`);
    expect(new Set(places.slice(0, 600)).size).toBe(600);
  });

  it('may be more than the pool holds', () => {
    const bytes = randomBytesFromPool(100_000);
    expect(bytes).toHaveLength(100_000);
    expect(new Set(bytes).size).toBe(256);
  });
});
