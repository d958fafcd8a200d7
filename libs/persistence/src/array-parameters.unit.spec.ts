import { withBinaryArrays } from './array-parameters';

describe('arrays in the binary format', () => {
  it('are those whose parameter has one type wherever it stands', () => {
    const given = [['a'], ['b'], ['c'], ['d'], 'e'];

    const sent = withBinaryArrays(
      'select $1::text[], $2, $3::text[], $3::uuid[], $4::point[], $5::text[] where $1::text[] is null',
      given,
    );

    expect(sent.map((param) => Buffer.isBuffer(param))).toEqual([true, false, false, false, false]);
    expect(sent.slice(1)).toEqual(given.slice(1));
  });

  it.each([
    ['text', 5],
    ['uuid', 'no-uuid'],
    ['int', 2 ** 31],
    ['int', 1.5],
    ['bigint', '12345678901234567890'],
    ['timestamptz', '2026-03-02T10:00:00Z'],
    ['timestamptz', new Date(NaN)],
    ['bytea', '\\x00'],
    ['bool', 'true'],
    ['jsonb', { a: 1 }],
    ['text', ['a', 'list']],
  ])('are not those of %s with %p', (type, element) => {
    const given = [[null, element]];

    expect(withBinaryArrays(`select $1::${type}[]`, given)).toEqual(given);
  });
});
