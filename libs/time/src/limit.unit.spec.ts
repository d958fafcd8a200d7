import fc from 'fast-check';
import { addLimit, Limit, meterFor } from './limit';
import { chinaCalendar, shanghai } from './sample-calendars.spec';

const calendar = chinaCalendar();
const due = (start: string, amount: number, unit: Limit['unit']) =>
  addLimit(shanghai(start), { amount, unit }, calendar);

// CE-02, CE-04
describe('a limit in working days', () => {
  it('does not count the day of receipt, day 0', () => {
    expect(due('2026-03-02T09:00', 1, 'WD')).toEqual(shanghai('2026-03-03T18:00'));
    expect(due('2026-03-02T23:59', 1, 'WD')).toEqual(shanghai('2026-03-03T18:00'));
  });

  it('begins on the next working day when received on a weekend', () => {
    expect(due('2026-03-07T10:00', 1, 'WD')).toEqual(shanghai('2026-03-09T18:00'));
  });

  it('skips a holiday of a week', () => {
    expect(due('2026-09-29T10:00', 3, 'WD')).toEqual(shanghai('2026-10-09T18:00'));
  });

  it('counts make-up workdays on a weekend', () => {
    expect(due('2026-09-18T10:00', 1, 'WD')).toEqual(shanghai('2026-09-20T18:00'));
    expect(due('2026-10-09T10:00', 2, 'WD')).toEqual(shanghai('2026-10-12T18:00'));
  });
});

describe('a limit in working hours', () => {
  it('runs over lunch and over night', () => {
    expect(due('2026-03-02T11:00', 2, 'WH')).toEqual(shanghai('2026-03-02T14:30'));
    expect(due('2026-03-02T17:00', 2, 'WH')).toEqual(shanghai('2026-03-03T10:00'));
  });

  it('starts at the next opening when received after hours', () => {
    expect(due('2026-03-06T22:00', 0.5, 'WH')).toEqual(shanghai('2026-03-09T09:30'));
    expect(due('2026-09-30T18:00', 4, 'WH')).toEqual(shanghai('2026-10-08T14:30'));
  });

  it('says from when it counts', () => {
    const meter = meterFor(shanghai('2026-03-06T22:00'), { amount: 1, unit: 'WH' }, calendar);

    expect(meter.countsFrom).toEqual(shanghai('2026-03-09T09:00'));
    expect(meter.kind).toBe('WORKING');
  });
});

describe('a limit in calendar time', () => {
  it('runs through nights and holidays', () => {
    expect(due('2026-09-30T20:00', 24, 'CAL_H')).toEqual(shanghai('2026-10-01T20:00'));
    expect(due('2026-09-30T20:00', 7, 'CAL_D')).toEqual(shanghai('2026-10-07T20:00'));
  });

  it('keeps the local time over a change to daylight saving', () => {
    const newYork = chinaCalendar({ id: 'NY', zone: 'America/New_York' });

    const oneDay = addLimit(new Date('2026-03-07T12:00:00-05:00'), { amount: 1, unit: 'CAL_D' }, newYork);
    const hours = addLimit(new Date('2026-03-07T12:00:00-05:00'), { amount: 24, unit: 'CAL_H' }, newYork);

    expect(oneDay).toEqual(new Date('2026-03-08T12:00:00-04:00'));
    expect(hours).toEqual(new Date('2026-03-08T13:00:00-04:00'));
  });

  it('ends with the local day for EOD', () => {
    expect(due('2026-03-02T00:10', 1, 'EOD')).toEqual(shanghai('2026-03-03T00:00'));
    expect(due('2026-03-02T23:50', 1, 'EOD')).toEqual(shanghai('2026-03-03T00:00'));
    expect(due('2026-03-02T23:50', 2, 'EOD')).toEqual(shanghai('2026-03-04T00:00'));
  });
});

describe('what a limit may be', () => {
  const problemOf = (limit: object) => Limit.safeParse(limit).error?.issues[0]?.message;

  it('is more than nothing, whole for days, and not without end', () => {
    expect(problemOf({ amount: 0, unit: 'WH' })).toBe('must be more than 0');
    expect(problemOf({ amount: 1.5, unit: 'WD' })).toBe('must be a whole number for WD');
    expect(problemOf({ amount: 99_999, unit: 'CAL_D' })).toBe('must be at most 1830 for CAL_D');
    expect(problemOf({ amount: 0.5, unit: 'WH' })).toBeUndefined();
  });
});

describe('adding and measuring', () => {
  const start = fc.date({ min: new Date('2026-01-01Z'), max: new Date('2026-11-01Z'), noInvalidDate: true });
  const limit: fc.Arbitrary<Limit> = fc.oneof(
    fc.record({ amount: fc.integer({ min: 1, max: 300 }), unit: fc.constantFrom('CAL_H' as const, 'WH' as const) }),
    fc.record({ amount: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom('CAL_D' as const, 'WD' as const) }),
    fc.record({ amount: fc.integer({ min: 1, max: 10 }), unit: fc.constant('EOD' as const) }),
  );

  it('elapses exactly the limit until it is due', () => {
    fc.assert(
      fc.property(start, limit, (from, given) => {
        const meter = meterFor(from, given, calendar);

        expect(meter.elapsedMs(from, addLimit(from, given, calendar))).toBe(meter.limitMs);
      }),
    );
  });

  it('is never due earlier for a later start or a larger limit', () => {
    fc.assert(
      fc.property(start, limit, fc.integer({ min: 0, max: 10 * 86_400_000 }), (from, given, delayMs) => {
        const later = new Date(from.getTime() + delayMs);
        const larger = { ...given, amount: given.amount + 1 };

        expect(addLimit(later, given, calendar) >= addLimit(from, given, calendar)).toBe(true);
        expect(addLimit(from, larger, calendar) > addLimit(from, given, calendar)).toBe(true);
      }),
    );
  });
});
