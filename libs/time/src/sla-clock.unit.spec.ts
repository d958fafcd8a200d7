import fc from 'fast-check';
import type { Limit } from './limit';
import { chinaCalendar, shanghai } from './sample-calendars.spec';
import { computeClock, type ClockSegment } from './sla-clock';

const HOUR = 3_600_000;
const calendar = chinaCalendar();
const hours72: Limit = { amount: 72, unit: 'CAL_H' };
const workHours4: Limit = { amount: 4, unit: 'WH' };
const workDays5: Limit = { amount: 5, unit: 'WD' };

const segment = (kind: ClockSegment['kind'], at: string): ClockSegment => ({ kind, at: shanghai(at) });
const start = (at: string) => segment('START', at);
const pause = (at: string) => segment('PAUSE', at);
const resume = (at: string) => segment('RESUME', at);
const stop = (at: string) => segment('STOP', at);
const cancel = (at: string) => segment('CANCEL', at);

const clockAt = (now: string, limit: Limit, ...segments: ClockSegment[]) =>
  computeClock({ limit, calendar, segments, now: shanghai(now) })!;

describe('a clock that runs', () => {
  it('does not exist before its start is known', () => {
    expect(computeClock({ limit: hours72, calendar, segments: [], now: shanghai('2026-03-02T09:00') })).toBeUndefined();
  });

  it('says when half, four fifths and all of the limit are used up', () => {
    const clock = clockAt('2026-03-02T10:00', hours72, start('2026-03-02T09:00'));

    expect(clock).toMatchObject({
      state: 'RUNNING',
      warn50At: shanghai('2026-03-03T21:00'),
      warn80At: new Date(shanghai('2026-03-02T09:00').getTime() + 57.6 * HOUR),
      dueAt: shanghai('2026-03-05T09:00'),
      reachedPercent: 0,
      consumedMs: HOUR,
      remainingMs: 71 * HOUR,
      ticking: true,
      nextBoundaryAt: shanghai('2026-03-03T21:00'),
      provisional: false,
    });
  });

  it('reaches its marks one after the other', () => {
    const reached = ['2026-03-03T20:59', '2026-03-03T21:00', '2026-03-04T19:00', '2026-03-05T09:00'].map(
      (now) => clockAt(now, hours72, start('2026-03-02T09:00')).reachedPercent,
    );

    expect(reached).toEqual([0, 50, 80, 100]);
  });

  it('stands still outside working hours and names the next opening and closing', () => {
    const overNight = clockAt('2026-03-02T20:00', workHours4, start('2026-03-02T17:00'));
    const inTheMorning = clockAt('2026-03-03T09:30', workHours4, start('2026-03-02T17:00'));

    expect(overNight).toMatchObject({
      state: 'RUNNING',
      ticking: false,
      kind: 'WORKING',
      consumedMs: HOUR,
      nextBoundaryAt: shanghai('2026-03-03T09:00'),
    });
    expect(inTheMorning).toMatchObject({ ticking: true, consumedMs: 1.5 * HOUR });
    expect(inTheMorning.nextBoundaryAt).toEqual(shanghai('2026-03-03T10:00'));
  });

  it('names the opening on which a limit received after hours begins', () => {
    const clock = clockAt('2026-03-06T22:00', workHours4, start('2026-03-06T22:00'));

    expect(clock).toMatchObject({
      startedAt: shanghai('2026-03-06T22:00'),
      countsFrom: shanghai('2026-03-09T09:00'),
      nextBoundaryAt: shanghai('2026-03-09T09:00'),
      ticking: false,
      dueAt: shanghai('2026-03-09T14:30'),
    });
  });

  it('counts no time of day 0 for working days', () => {
    const clock = clockAt('2026-03-02T18:00', workDays5, start('2026-03-02T09:00'));

    expect(clock).toMatchObject({ consumedMs: 0, dueAt: shanghai('2026-03-09T18:00'), limitMs: 5 * 7.5 * HOUR });
  });

  it('marks a due time that rests on an unpublished year', () => {
    expect(clockAt('2026-12-30T09:00', workDays5, start('2026-12-30T09:00')).provisional).toBe(true);
    expect(clockAt('2026-12-30T09:00', hours72, start('2026-12-30T09:00')).provisional).toBe(false);
  });

  it('is recomputed when the calendar of that year is published', () => {
    const holiday = { date: '2027-01-04', works: false, name: '元旦' };
    const published = chinaCalendar({ publishedYears: [2026, 2027], exceptions: [holiday] });
    const facts = { limit: workDays5, segments: [start('2026-12-28T09:00')], now: shanghai('2026-12-28T09:00') };

    const before = computeClock({ ...facts, calendar })!;
    const after = computeClock({ ...facts, calendar: published })!;

    expect(before.dueAt).toEqual(shanghai('2027-01-04T18:00'));
    expect(after).toMatchObject({ dueAt: shanghai('2027-01-05T18:00'), provisional: false });
  });
});

describe('a clock that ends', () => {
  it('is met up to the very instant at which it is due', () => {
    const inTime = clockAt('2026-03-06T09:00', hours72, start('2026-03-02T09:00'), stop('2026-03-05T09:00'));
    const tooLate = clockAt('2026-03-06T09:00', hours72, start('2026-03-02T09:00'), stop('2026-03-05T09:01'));

    expect(inTime).toMatchObject({ state: 'MET', endedAt: shanghai('2026-03-05T09:00'), ticking: false });
    expect(tooLate.state).toBe('BREACHED');
    expect(tooLate.dueAt).toEqual(shanghai('2026-03-05T09:00'));
  });

  it('is breached when it is due and nothing stopped it', () => {
    const clock = clockAt('2026-03-05T09:00', hours72, start('2026-03-02T09:00'));

    expect(clock).toMatchObject({ state: 'BREACHED', reachedPercent: 100, remainingMs: 0 });
  });

  it('goes on counting what is overdue', () => {
    expect(clockAt('2026-03-05T11:00', hours72, start('2026-03-02T09:00')).remainingMs).toBe(-2 * HOUR);
  });

  it('is cancelled without a result, but a breach that happened before stays one', () => {
    const early = clockAt('2026-03-06T09:00', hours72, start('2026-03-02T09:00'), cancel('2026-03-03T09:00'));
    const late = clockAt('2026-03-06T09:00', hours72, start('2026-03-02T09:00'), cancel('2026-03-05T10:00'));

    expect(early).toMatchObject({ state: 'CANCELLED', nextBoundaryAt: null, consumedMs: 24 * HOUR });
    expect(late.state).toBe('BREACHED');
  });

  it('keeps the due time that it would have had', () => {
    const stopped = clockAt('2026-03-03T12:00', workDays5, start('2026-03-02T09:00'), stop('2026-03-03T10:00'));

    expect(stopped.dueAt).toEqual(shanghai('2026-03-09T18:00'));
    expect(stopped.reachedPercent).toBe(0);
  });
});

describe('evidence that arrives late', () => {
  // CE-10, SM-11
  it('withdraws the breach when it is dated before the due time', () => {
    const told = clockAt('2026-03-05T10:00', hours72, start('2026-03-02T09:00'));
    const corrected = clockAt('2026-03-05T10:00', hours72, start('2026-03-02T09:00'), stop('2026-03-05T08:00'));

    expect(told.state).toBe('BREACHED');
    expect(corrected.state).toBe('MET');
  });

  it('does not depend on the order in which facts arrive', () => {
    const facts = [
      start('2026-03-02T09:00'),
      pause('2026-03-03T09:00'),
      resume('2026-03-04T09:00'),
      stop('2026-03-05T09:00'),
    ];
    const expected = clockAt('2026-03-06T09:00', hours72, ...facts);

    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: 4 }), (shuffled) => {
        expect(clockAt('2026-03-06T09:00', hours72, ...shuffled)).toEqual(expected);
      }),
    );
  });

  it('counts although the clock of the one who tells it is ahead', () => {
    expect(clockAt('2026-03-02T09:00', hours72, start('2026-03-02T09:01')).state).toBe('RUNNING');
  });
});

// UA-02
describe('a clock that is paused', () => {
  it('has no due time while nobody knows how long it will stand still', () => {
    const clock = clockAt('2026-03-20T09:00', hours72, start('2026-03-02T09:00'), pause('2026-03-03T09:00'));

    expect(clock).toMatchObject({
      state: 'PAUSED',
      dueAt: null,
      warn50At: null,
      remainingMs: 48 * HOUR,
      ticking: false,
      nextBoundaryAt: null,
      pausedMs: 17 * 24 * HOUR,
    });
  });

  it('remembers the marks that it passed before', () => {
    const clock = clockAt('2026-03-20T09:00', hours72, start('2026-03-02T09:00'), pause('2026-03-04T09:00'));

    expect(clock).toMatchObject({ warn50At: shanghai('2026-03-03T21:00'), warn80At: null, reachedPercent: 50 });
  });

  it('is due later by the time it stood still', () => {
    const clock = clockAt(
      '2026-03-05T10:00',
      hours72,
      start('2026-03-02T09:00'),
      pause('2026-03-03T09:00'),
      resume('2026-03-04T15:00'),
    );

    expect(clock).toMatchObject({ state: 'RUNNING', dueAt: shanghai('2026-03-06T15:00'), pausedMs: 30 * HOUR });
  });

  it('loses only working time in a pause when it counts working time', () => {
    const overTheWeekend = clockAt(
      '2026-03-09T10:00',
      workDays5,
      start('2026-03-02T09:00'),
      pause('2026-03-06T18:00'),
      resume('2026-03-09T09:00'),
    );
    const oneWorkingDay = clockAt(
      '2026-03-09T10:00',
      workDays5,
      start('2026-03-02T09:00'),
      pause('2026-03-04T10:00'),
      resume('2026-03-05T10:00'),
    );

    expect(overTheWeekend.dueAt).toEqual(shanghai('2026-03-09T18:00'));
    expect(oneWorkingDay.dueAt).toEqual(shanghai('2026-03-10T18:00'));
  });

  it('cannot be un-breached by a pause that begins after it was due', () => {
    const clock = clockAt(
      '2026-03-08T09:00',
      hours72,
      start('2026-03-02T09:00'),
      pause('2026-03-06T09:00'),
      resume('2026-03-07T09:00'),
    );

    expect(clock).toMatchObject({ state: 'BREACHED', dueAt: shanghai('2026-03-05T09:00') });
  });

  it('may be paused when it starts and may be stopped while paused', () => {
    const pausedAtStart = clockAt(
      '2026-03-04T09:00',
      hours72,
      start('2026-03-02T09:00'),
      pause('2026-03-02T09:00'),
      resume('2026-03-03T09:00'),
    );
    const stoppedWhilePaused = clockAt(
      '2026-03-20T09:00',
      hours72,
      start('2026-03-02T09:00'),
      pause('2026-03-03T09:00'),
      stop('2026-03-19T09:00'),
    );

    expect(pausedAtStart.dueAt).toEqual(shanghai('2026-03-06T09:00'));
    expect(stoppedWhilePaused).toMatchObject({ state: 'MET', consumedMs: 24 * HOUR, pausedMs: 16 * 24 * HOUR });
  });

  it('ignores a second pause and a resume of nothing', () => {
    const plain = clockAt('2026-03-04T09:00', hours72, start('2026-03-02T09:00'), pause('2026-03-03T09:00'));
    const noisy = clockAt(
      '2026-03-04T09:00',
      hours72,
      start('2026-03-02T09:00'),
      resume('2026-03-02T10:00'),
      pause('2026-03-03T09:00'),
      pause('2026-03-03T10:00'),
    );

    expect(noisy).toEqual(plain);
  });
});

describe('reclassification', () => {
  // CE-06, UA-08
  it('recomputes from the start and keeps consumed and paused time', () => {
    const story = [start('2026-03-02T09:00'), pause('2026-03-03T09:00'), resume('2026-03-04T09:00')];

    const before = clockAt('2026-03-04T09:00', hours72, ...story);
    const after = clockAt('2026-03-04T09:00', { amount: 30, unit: 'CAL_H' }, ...story);

    expect(before).toMatchObject({ consumedMs: 24 * HOUR, dueAt: shanghai('2026-03-06T09:00') });
    expect(after).toMatchObject({ consumedMs: 24 * HOUR, pausedMs: 24 * HOUR, dueAt: shanghai('2026-03-04T15:00') });
  });
});

describe('any history of pauses', () => {
  it('adds up: the due time moves by exactly what counts inside the pauses before it', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 20 * HOUR }), { minLength: 0, maxLength: 8 });
    const limit = fc.constantFrom<Limit>(hours72, workHours4, workDays5, { amount: 3, unit: 'CAL_D' });

    fc.assert(
      fc.property(gaps, limit, (lengths, given) => {
        let at = shanghai('2026-03-02T09:30').getTime();
        const segments: ClockSegment[] = [{ kind: 'START', at: new Date(at) }];
        lengths.forEach((length, index) => {
          at += length;
          segments.push({ kind: index % 2 === 0 ? 'PAUSE' : 'RESUME', at: new Date(at) });
        });

        const clock = computeClock({ limit: given, calendar, segments, now: new Date(at + 40 * 24 * HOUR) })!;

        expect(clock.consumedMs + clock.remainingMs).toBe(clock.limitMs);
        if (clock.dueAt) {
          const atDue = computeClock({
            limit: given,
            calendar,
            segments: segments.filter((item) => item.at <= clock.dueAt!),
            now: clock.dueAt,
          })!;
          expect(atDue.consumedMs).toBe(clock.limitMs);
        } else {
          expect(clock.state).toBe('PAUSED');
          expect(clock.consumedMs).toBeLessThan(clock.limitMs);
        }
      }),
    );
  });
});
