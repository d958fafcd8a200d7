import { randomBytes } from 'node:crypto';
import { readTrackingCode, trackingCodeFrom } from './tracking-code';

describe('a tracking code', () => {
  it('has twelve characters that cannot be taken for each other', () => {
    const codes = Array.from({ length: 200 }, () => trackingCodeFrom(randomBytes(12)));

    for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{12}$/);
    expect(new Set(codes).size).toBe(200);
  });

  it('uses every character of its alphabet for equally many bytes', () => {
    const characters = Array.from({ length: 256 }, (_, byte) => trackingCodeFrom(new Uint8Array(12).fill(byte))[0]);

    const counts = new Map<string | undefined, number>();
    for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(32);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });

  it('is read as people type it', () => {
    expect(readTrackingCode(' abcd-2345 wxyz ')).toBe('ABCD2345WXYZ');
    expect(readTrackingCode('ABCD2345WXY')).toBeUndefined();
    expect(readTrackingCode('ABCD2345WXY0')).toBeUndefined();
  });
});
