import { createHmac, randomBytes } from 'node:crypto';
import { SourceKeys, UnusableSourceKeys } from './source-keys';
import { canonicalSubmission, signSubmission } from './submission-signature';

const [first, second] = [randomBytes(32), randomBytes(48)];
const keys = SourceKeys.parse(JSON.stringify({ k1: first.toString('base64'), k2: second.toString('base64') }));
const submission = { id: 'A-1', source: 'urn:acme:crm', body: Buffer.from('{"description":"漏水"}') };

// contracts, section 7
describe('the signature of a source', () => {
  it('is HMAC-SHA-256 over id, newline, source, newline and the bytes of the value', () => {
    const bytes = Buffer.from('A-1\nurn:acme:crm\n{"description":"漏水"}', 'utf8');

    expect(canonicalSubmission(submission)).toEqual(bytes);
    expect(signSubmission(first, submission)).toBe(createHmac('sha256', first).update(bytes).digest('hex'));
  });

  it('is known by either key while keys are changed, and by no other', () => {
    for (const key of [first, second])
      expect(keys.proves(['k1', 'k2'], signSubmission(key, submission), submission)).toBe(true);

    expect(keys.proves(['k2'], signSubmission(first, submission), submission)).toBe(false);
    expect(keys.proves(['k3'], signSubmission(first, submission), submission)).toBe(false);
    expect(keys.proves([], signSubmission(first, submission), submission)).toBe(false);
  });

  it.each([
    ['another id', { id: 'A-2' }],
    ['another source', { source: 'urn:acme:shop' }],
    ['another value', { body: Buffer.from('{"description":"漏水!"}') }],
    ['the same bytes cut elsewhere', { id: 'A', source: '1\nurn:acme:crm' }],
  ])('proves nothing for %s', (_case, change) => {
    expect(keys.proves(['k1'], signSubmission(first, submission), { ...submission, ...change })).toBe(false);
  });

  it.each(['', 'x', 'A'.repeat(64), `${'a'.repeat(63)}`, `${'a'.repeat(65)}`, `${'a'.repeat(64)}\n`])(
    'that is none is refused: %j',
    (signature) => {
      expect(keys.proves(['k1'], signature, submission)).toBe(false);
    },
  );
});

describe('the keys of sources', () => {
  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no base64', '{"k1":"§"}'],
    ['a short key', JSON.stringify({ k1: randomBytes(31).toString('base64') })],
    ['an odd id', JSON.stringify({ 'k 1': randomBytes(32).toString('base64') })],
  ])('are refused as %s, and the refusal holds no key', (_case, text) => {
    let refused: unknown;
    try {
      SourceKeys.parse(text);
    } catch (error) {
      refused = error;
    }

    expect(refused).toBeInstanceOf(UnusableSourceKeys);
    const key = /"([A-Za-z0-9+/]{20,}=*)"/.exec(text)?.[1];
    if (key) expect((refused as Error).message).not.toContain(key);
  });
});
