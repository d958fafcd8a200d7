import { validate, version } from 'uuid';
import { newId } from './ids';

describe('a new id', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is a UUIDv7 of the time of its creation', () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2999-01-01T00:00:00Z'));
    const id = newId();
    expect(validate(id)).toBe(true);
    expect(version(id)).toBe(7);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2999-01-01T00:00:00Z'));
  });

  it('comes after those before it, within a millisecond and when the clock steps back', () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2999-01-02T00:00:00Z'));
    const ids = Array.from({ length: 2_000 }, () => newId());
    now.mockReturnValue(Date.parse('2999-01-01T12:00:00Z'));
    ids.push(newId());
    now.mockReturnValue(Date.parse('2999-01-03T00:00:00Z'));
    ids.push(newId());
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
