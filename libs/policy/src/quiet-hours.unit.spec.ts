import { nextLoudInstant } from './quiet-hours';

const at = (local: string) => new Date(`${local}:00+08:00`);
const night = { from: '21:00', to: '08:00', zone: 'Asia/Shanghai' };

// UA-11
describe('quiet hours', () => {
  it.each([
    ['2026-03-02T20:59', '2026-03-02T20:59'],
    ['2026-03-02T21:00', '2026-03-03T08:00'],
    ['2026-02-28T23:59', '2026-03-01T08:00'],
    ['2026-03-03T00:00', '2026-03-03T08:00'],
    ['2026-03-03T07:59', '2026-03-03T08:00'],
    ['2026-03-03T08:00', '2026-03-03T08:00'],
  ])('at %s wait until %s', (given, expected) => {
    expect(nextLoudInstant(night, at(given))).toEqual(at(expected));
  });

  it('may lie within a day', () => {
    const noon = { ...night, from: '12:00', to: '14:00' };

    expect(nextLoudInstant(noon, at('2026-03-02T12:30'))).toEqual(at('2026-03-02T14:00'));
    expect(nextLoudInstant(noon, at('2026-03-02T21:30'))).toEqual(at('2026-03-02T21:30'));
  });
});
