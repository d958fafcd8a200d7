import { randomBytes } from 'node:crypto';
import { KeyRing, UnknownRingKey } from './key-ring';
import { newDataKey, SealBroken, seal, unseal, unsealText } from './sealing';

const k1 = randomBytes(32).toString('base64');
const k2 = randomBytes(32).toString('base64');
const ring = (active: string, keys: Record<string, string>): KeyRing =>
  KeyRing.fromEnvironment(JSON.stringify({ active, keys }));

describe('the key ring', () => {
  it('wraps a data key and gives it back', () => {
    const { dataKey, wrapped } = ring('k1', { k1 }).issue('complaint-1');

    expect(wrapped.keyRingId).toBe('k1');
    expect(Buffer.from(wrapped.wrappedKey, 'base64').includes(dataKey)).toBe(false);
    expect(ring('k1', { k1 }).unwrap(wrapped, 'complaint-1')).toEqual(dataKey);
  });

  it('opens keys that were wrapped before a rotation', () => {
    const { dataKey, wrapped } = ring('k1', { k1 }).issue('complaint-1');
    const rotated = ring('k2', { k1, k2 });

    expect(rotated.unwrap(wrapped, 'complaint-1')).toEqual(dataKey);
    expect(rotated.issue('complaint-2').wrapped.keyRingId).toBe('k2');
  });

  it('refuses a wrapped key of another complaint', () => {
    const { wrapped } = ring('k1', { k1 }).issue('complaint-1');

    expect(() => ring('k1', { k1 }).unwrap(wrapped, 'complaint-2')).toThrow(SealBroken);
  });

  it('names the key that it was not given', () => {
    const { wrapped } = ring('k1', { k1 }).issue('complaint-1');

    expect(() => ring('k2', { k2 }).unwrap(wrapped, 'complaint-1')).toThrow(new UnknownRingKey('k1'));
  });

  it.each([
    ['no JSON', '{', /not JSON/],
    ['no active key', '{"keys":{}}', /active/],
    [
      'an active key that is not there',
      JSON.stringify({ active: 'k9', keys: { k1 } }),
      /active: must name one of keys/,
    ],
    ['a short key', JSON.stringify({ active: 'k1', keys: { k1: 'c2hvcnQ=' } }), /keys\.k1: must be 32 bytes/],
  ])('says what is wrong with %s', (_case, json, reason) => {
    expect(() => KeyRing.fromEnvironment(json)).toThrow(reason);
  });

  it('never repeats key material in an error', () => {
    const secret = `${'A'.repeat(20)}!`;
    const message = ((): string => {
      try {
        ring('k1', { k1: secret });
        return 'accepted';
      } catch (error) {
        return (error as Error).message;
      }
    })();

    expect(message).toMatch(/keys\.k1/);
    expect(message).not.toContain(secret);
  });
});

describe('sealing', () => {
  const key = newDataKey();
  const context = 'complaint-1/dossier.narrative';

  it('gives text and bytes back', () => {
    const bytes = randomBytes(1000);

    expect(unsealText(key, seal(key, '王小明 13812345678', context), context)).toBe('王小明 13812345678');
    expect(unseal(key, seal(key, bytes, context), context)).toEqual(bytes);
    expect(unsealText(key, seal(key, '', context), context)).toBe('');
  });

  it('never makes the same bytes twice and shows nothing of the text', () => {
    const [one, two] = [seal(key, 'Wang Xiaoming', context), seal(key, 'Wang Xiaoming', context)];

    expect(one.equals(two)).toBe(false);
    expect(one.includes('Wang')).toBe(false);
    expect(one[0]).toBe(1);
  });

  it('does not open under another context or key', () => {
    const sealed = seal(key, 'text', context);

    expect(() => unseal(key, sealed, 'complaint-2/dossier.narrative')).toThrow(SealBroken);
    expect(() => unseal(newDataKey(), sealed, context)).toThrow(SealBroken);
  });

  it.each([0, 5, 15, 40])('does not open when byte %i was changed', (at) => {
    const sealed = seal(key, 'a text of some length, longer than forty', context);
    sealed.writeUInt8(sealed.readUInt8(at) ^ 1, at);

    expect(() => unseal(key, sealed, context)).toThrow(SealBroken);
  });

  it('does not open a stump', () => {
    expect(() => unseal(key, Buffer.of(1, 2, 3), context)).toThrow(SealBroken);
  });
});

describe('a fingerprint', () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
  const ring = KeyRing.fromEnvironment(JSON.stringify({ active: 'k1', keys: { k1: key(1) } }));
  const rotated = KeyRing.fromEnvironment(JSON.stringify({ active: 'k2', keys: { k1: key(1), k2: key(2) } }));

  it('is the same of the same value for the same purpose, and of nothing else', () => {
    const one = ring.fingerprint('mail-recipient', 'ann@mail.example');

    expect(ring.fingerprint('mail-recipient', 'ann@mail.example')).toEqual(one);
    expect(ring.fingerprint('mail-recipient', 'bob@mail.example')).not.toEqual(one);
    expect(ring.fingerprint('staff-address', 'ann@mail.example')).not.toEqual(one);
    expect(one).toHaveLength(32);
  });

  it('is found after the ring was rotated', () => {
    const before = ring.fingerprint('staff-address', '203.0.113.7');

    expect(rotated.fingerprint('staff-address', '203.0.113.7')).not.toEqual(before);
    expect(rotated.fingerprints('staff-address', '203.0.113.7')).toEqual([
      rotated.fingerprint('staff-address', '203.0.113.7'),
      before,
    ]);
  });
});
