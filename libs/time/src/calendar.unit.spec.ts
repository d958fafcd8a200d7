import fc from 'fast-check';
import { CalendarDocument } from './calendar-document';
import { CalendarRegistry, UnknownCalendar } from './calendar-registry';
import { chinaCalendar, chinaDocument, shanghai } from './sample-calendars.spec';

const HOUR = 3_600_000;

// CE-03, UA-03, UA-04
describe('a working calendar', () => {
  const calendar = chinaCalendar();

  it('knows weekdays, holidays and make-up workdays', () => {
    const answers = ['2026-09-18', '2026-09-19', '2026-09-20', '2026-10-01', '2026-10-10', '2026-10-11'].map((date) =>
      calendar.isWorkingDay(date),
    );

    expect(answers).toEqual([true, false, true, false, true, false]);
  });

  it('reads the date of an instant in its own zone', () => {
    const lateEveningInUtc = new Date('2026-03-02T20:00:00Z');

    expect(calendar.localDate(lateEveningInUtc)).toBe('2026-03-03');
  });

  it('opens at the next block: after lunch, the next morning, after the holiday', () => {
    expect(calendar.nextOpening(shanghai('2026-03-02T10:00'))).toEqual(shanghai('2026-03-02T10:00'));
    expect(calendar.nextOpening(shanghai('2026-03-02T12:00'))).toEqual(shanghai('2026-03-02T13:30'));
    expect(calendar.nextOpening(shanghai('2026-03-02T18:00'))).toEqual(shanghai('2026-03-03T09:00'));
    expect(calendar.nextOpening(shanghai('2026-09-30T19:00'))).toEqual(shanghai('2026-10-08T09:00'));
  });

  it('counts working time over lunch, the weekend and a make-up Sunday', () => {
    expect(calendar.workingMsBetween(shanghai('2026-03-02T11:00'), shanghai('2026-03-02T14:00'))).toBe(1.5 * HOUR);
    expect(calendar.workingMsBetween(shanghai('2026-03-06T17:00'), shanghai('2026-03-09T10:00'))).toBe(2 * HOUR);
    expect(calendar.workingMsBetween(shanghai('2026-09-18T18:00'), shanghai('2026-09-21T09:00'))).toBe(7.5 * HOUR);
  });

  it('ends working time at the closing of a block, not at the next opening', () => {
    expect(calendar.plusWorkingMs(shanghai('2026-03-02T09:00'), 3 * HOUR)).toEqual(shanghai('2026-03-02T12:00'));
    expect(calendar.plusWorkingMs(shanghai('2026-03-02T09:00'), 7.5 * HOUR)).toEqual(shanghai('2026-03-02T18:00'));
  });

  it('is provisional where a year has no published notice', () => {
    expect(calendar.isProvisional(shanghai('2026-12-30T09:00'), shanghai('2026-12-31T18:00'))).toBe(false);
    expect(calendar.isProvisional(shanghai('2026-12-30T09:00'), shanghai('2027-01-04T18:00'))).toBe(true);
  });

  it('decides by weekday in a year without notice', () => {
    expect(calendar.isWorkingDay('2027-10-01')).toBe(true);
  });

  it('refuses to search for ever in a calendar in which nobody works', () => {
    const days = Array.from({ length: 4100 }, (_, day) => ({
      date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
      works: false,
      name: 'closed',
    }));
    const closed = chinaCalendar({ exceptions: days });

    expect(() => closed.plusWorkingMs(shanghai('2026-01-01T09:00'), HOUR)).toThrow(/too little working time/);
  });

  it('gives back what was added, whatever the start and the amount', () => {
    const start = fc.date({ min: new Date('2026-01-01Z'), max: new Date('2026-12-01Z'), noInvalidDate: true });
    const amount = fc.integer({ min: 0, max: 200 * HOUR });

    fc.assert(
      fc.property(start, amount, (from, workMs) => {
        const due = calendar.plusWorkingMs(from, workMs);

        expect(calendar.workingMsBetween(from, due)).toBe(workMs);
        expect(due >= from).toBe(true);
        if (workMs > 0) expect(calendar.workingMsBetween(from, new Date(due.getTime() - 1))).toBeLessThan(workMs);
      }),
    );
  });

  it('measures a span as the sum of its parts', () => {
    const instants = fc.array(fc.integer({ min: 0, max: 40 * 24 * HOUR }), { minLength: 3, maxLength: 3 });

    fc.assert(
      fc.property(instants, (offsets) => {
        const [a, b, c] = offsets
          .toSorted((x, y) => x - y)
          .map((offset) => new Date(shanghai('2026-09-10T00:00').getTime() + offset)) as [Date, Date, Date];

        const parts = calendar.workingMsBetween(a, b) + calendar.workingMsBetween(b, c);

        expect(calendar.workingMsBetween(a, c)).toBe(parts);
      }),
    );
  });
});

describe('a calendar in a zone with daylight saving', () => {
  const newYork = chinaCalendar({
    id: 'NY',
    zone: 'America/New_York',
    blocks: [{ from: '00:00', to: '24:00' }],
    workingWeekdays: [1, 2, 3, 4, 5, 6, 7],
    exceptions: [],
  });
  const midnight = (date: string, offset: string) => new Date(`${date}T00:00:00${offset}`);

  it('has a day of 23 hours in spring and one of 25 in autumn', () => {
    const spring = newYork.workingMsBetween(midnight('2026-03-08', '-05:00'), midnight('2026-03-09', '-04:00'));
    const autumn = newYork.workingMsBetween(midnight('2026-11-01', '-04:00'), midnight('2026-11-02', '-05:00'));

    expect([spring / HOUR, autumn / HOUR]).toEqual([23, 25]);
  });

  it('keeps the local time when it adds days', () => {
    const noonBefore = new Date('2026-03-07T12:00:00-05:00');

    expect(newYork.plusLocalDays(noonBefore, 2)).toEqual(new Date('2026-03-09T12:00:00-04:00'));
    expect(newYork.endOfDay(noonBefore)).toEqual(midnight('2026-03-08', '-05:00'));
  });
});

describe('a calendar document', () => {
  const problemsOf = (changes: object) =>
    CalendarDocument.safeParse({ ...chinaDocument, ...changes }).error?.issues.map((issue) => issue.message);

  it('must have blocks that are in order and apart, a real zone, and each date once', () => {
    expect(problemsOf({ blocks: [{ from: '12:00', to: '09:00' }] })).toEqual(['a block must end after it begins']);
    expect(
      problemsOf({
        blocks: [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
      }),
    ).toEqual(['blocks must be in order and apart']);
    expect(problemsOf({ zone: 'Asia/Atlantis' })).toEqual(['must be an IANA time zone']);
    const day = { date: '2026-01-01', works: false, name: '元旦' };
    expect(problemsOf({ exceptions: [day, day] })).toEqual(['this date is listed twice']);
  });
});

describe('the registry of calendars', () => {
  it('lets the last published calendar count and says which one is missing', () => {
    const registry = new CalendarRegistry();
    registry.put(chinaDocument);
    registry.put({ ...chinaDocument, exceptions: [] });

    expect(registry.get('CN').isWorkingDay('2026-10-01')).toBe(true);
    registry.remove('CN');
    expect(registry.find('CN')).toBeUndefined();
    expect(() => registry.get('CN')).toThrow(UnknownCalendar);
  });
});
