import { Calendar } from '@redress/time';
import { Times } from './times';

let calendar: Calendar;

beforeAll(async () => {
  const { readCalendarFiles, SHIPPED_CALENDAR_DIR } = await import('@redress/policy');
  calendar = new Calendar(readCalendarFiles(SHIPPED_CALENDAR_DIR).find(({ id }) => id === 'CN')!);
});
const local = (text: string) => new Date(`${text}+08:00`);

/** Tuesday before a holiday of eight days; the Saturday after it is worked. */
function times(now = local('2025-09-30T16:00:00')) {
  const read = new Times(calendar, () => now);
  read.mark('start', now);
  read.mark('received', local('2025-09-30T15:30:00'));
  return read;
}

describe('times of a scenario', () => {
  it.each([
    ['2025-10-11 10:00', '2025-10-11T10:00:00'],
    ['day 0 18:00', '2025-09-30T18:00:00'],
    ['day 2 09:30', '2025-10-02T09:30:00'],
    ['workday 1 09:30', '2025-10-09T09:30:00'],
    ['workday 3 09:30', '2025-10-11T09:30:00'],
    ['day 0 end', '2025-10-01T00:00:00'],
    ['now', '2025-09-30T16:00:00'],
    ['received', '2025-09-30T15:30:00'],
    ['received + 24h', '2025-10-01T15:30:00'],
    ['received - 1m', '2025-09-30T15:29:00'],
    ['received + 2 workdays', '2025-10-10T15:30:00'],
    ['+ 90m', '2025-09-30T17:30:00'],
  ])('read %s as %s', (text, expected) => {
    expect(times().read(text)).toEqual(local(expected));
  });

  it.each(['tomorrow', 'day x 09:00', 'later + 1h', '2025-13-01 09:00', ''])('refuse %j', (text) => {
    expect(() => times().read(text)).toThrow('is not a time');
  });

  it('begin on the next day of the kind, never in the past', () => {
    expect(times().begin('workday 09:00')).toEqual(local('2025-10-09T09:00:00'));
    expect(times().begin('workday 17:00')).toEqual(local('2025-09-30T17:00:00'));
    expect(times().begin('friday 16:00')).toEqual(local('2025-10-10T16:00:00'));
    expect(times().begin('saturday 10:00')).toEqual(local('2025-10-11T10:00:00'));
    expect(() => times().begin('someday 10:00')).toThrow('is not a beginning');
  });
});
