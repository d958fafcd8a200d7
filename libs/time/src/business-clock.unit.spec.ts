import { DrivenClock, FixedClock } from './business-clock';

const noon = new Date('2026-03-02T12:00:00Z');
const later = new Date('2026-03-02T12:00:01Z');

describe('the driven clock', () => {
  it('shows what it was stepped to', () => {
    const clock = new DrivenClock(noon);

    clock.advanceTo(later);

    expect(clock.now()).toEqual(later);
  });

  it('never goes back', () => {
    const clock = new DrivenClock(later);

    expect(() => clock.advanceTo(noon)).toThrow(RangeError);
    expect(clock.now()).toEqual(later);
  });

  it('takes the same step twice', () => {
    const clock = new DrivenClock(noon);

    clock.advanceTo(later);
    clock.advanceTo(later);

    expect(clock.now()).toEqual(later);
  });

  it('refuses a date that is none', () => {
    expect(() => new DrivenClock(new Date('never'))).toThrow('a clock needs a valid date');
  });
});

describe('a fixed clock', () => {
  it('cannot be moved through a date it gave away', () => {
    const clock = new FixedClock(noon);

    clock.now().setFullYear(1999);

    expect(clock.now()).toEqual(noon);
  });
});
