import { OfficeHours } from './office-hours';

const hours = OfficeHours.shipped('CN');
const shanghai = (local: string) => new Date(`${local}:00+08:00`);

describe('office hours', () => {
  it('let staff work over lunch, night and weekend into the next opening', () => {
    expect(hours.afterWork(shanghai('2026-11-02T11:50'), 20)).toEqual(shanghai('2026-11-02T13:40'));
    expect(hours.afterWork(shanghai('2026-11-06T17:50'), 20)).toEqual(shanghai('2026-11-09T09:10'));
    expect(hours.afterWork(shanghai('2026-11-07T22:00'), 0)).toEqual(shanghai('2026-11-09T09:00'));
  });

  it('never let staff act at the very end of a block', () => {
    expect(hours.afterWork(shanghai('2026-11-02T17:00'), 60)).toEqual(shanghai('2026-11-03T09:00'));
  });

  it('let complainants sleep', () => {
    expect(hours.whileAwake(shanghai('2026-11-02T20:00'), 60)).toEqual(shanghai('2026-11-02T21:00'));
    expect(hours.whileAwake(shanghai('2026-11-02T21:00'), 90)).toEqual(shanghai('2026-11-03T08:30'));
    expect(hours.whileAwake(shanghai('2026-11-02T23:30'), 120)).toEqual(shanghai('2026-11-03T08:30'));
  });

  it('count working days by the calendar, make-up workdays included', () => {
    expect(hours.at('2026-11-02', 5, '09:17')).toEqual(shanghai('2026-11-09T09:17'));
    expect(hours.at('2026-09-30', 1, '08:00')).toEqual(shanghai('2026-10-08T08:00'));
    expect(hours.at('2026-10-09', 1, '08:00')).toEqual(shanghai('2026-10-10T08:00'));
    expect(hours.workingDaysBetween(shanghai('2026-11-02T06:00'), shanghai('2026-11-13T18:00'))).toBe(10);
  });
});
