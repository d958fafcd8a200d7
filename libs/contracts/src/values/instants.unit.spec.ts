import { instantSchema, zonedInstantSchema } from './instant';

const takes = (text: string) => [instantSchema.safeParse(text).success, zonedInstantSchema.safeParse(text).success];

describe('an instant', () => {
  it.each(['2026-03-03T01:30:00Z', '0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999999Z', '2024-02-29T00:00:00Z'])(
    'is taken: %s',
    (text) => expect(takes(text)).toEqual([true, true]),
  );

  it('may have an offset only where people write it', () => {
    expect(takes('2026-03-03T09:30:00+08:00')).toEqual([false, true]);
  });

  it.each([
    '2026-02-30T00:00:00Z',
    '2026-03-03T24:00:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59-00:01',
    '+275760-09-13T00:00:00.000Z',
    '-000001-01-01T00:00:00Z',
    '2026-03-03T01:30:00+23:59',
    '2026-03-03T01:30:00-16:00',
    'never',
  ])('is refused when no table and no event could write it: %s', (text) => {
    expect(takes(text)).toEqual([false, false]);
  });
});
