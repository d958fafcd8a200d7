import { illFormedParts } from './ill-formed-parts';

const pointers = (sent: unknown) => illFormedParts(sent, undefined).map(({ pointer }) => pointer);

describe('parts of a request that are refused whatever they stand for', () => {
  it('are texts that cannot be kept, as values and as keys', () => {
    const sent = { a: 'x\u0000', b: [{ c: '\ud800' }, 'fine'], 'd\udfff': 1, e: '👩‍👩‍👧', f: null, g: 7 };

    expect(pointers(sent)).toEqual(['/d\udfff', '/a', '/b/0/c']);
    expect(pointers('\u0000')).toEqual(['']);
    expect(pointers(undefined)).toEqual([]);
  });

  it('are values that are nested without end; not all of very many are told', () => {
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;

    expect(pointers(nested(30))).toEqual([]);
    expect(pointers(nested(100_000))).toEqual(['/0'.repeat(33)]);
    expect(pointers(Array(5_000).fill('\u0000'))).toHaveLength(20);
  });

  it('are named with the part that they were sent in', () => {
    expect(illFormedParts({ id: '\u0000' }, 'path')).toEqual([
      { in: 'path', pointer: '/id', code: 'ill-formed-text', detail: 'must not contain U+0000 or unpaired surrogates' },
    ]);
  });
});
