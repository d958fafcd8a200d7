import { Agenda } from './agenda';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 1, minute));

describe('agenda', () => {
  it('hands out what is due, earliest first, in order of entry at the same time', () => {
    const agenda = new Agenda<string>();
    agenda.add(at(20), 'later');
    agenda.add(at(10), 'first');
    agenda.add(at(10), 'second');
    agenda.add(at(40), 'last');

    expect(agenda.next).toEqual(at(10));
    expect(agenda.takeDue(at(20))).toEqual(['first', 'second', 'later']);
    expect(agenda.next).toEqual(at(40));
  });

  it('names the last time within a window, up to the first that does not belong', () => {
    const agenda = new Agenda<string>();
    for (const minute of [0, 5, 12, 14, 50]) agenda.add(at(minute), `${minute}`);

    expect(agenda.lastWithin(20 * 60_000, () => true)).toEqual(at(14));
    expect(agenda.lastWithin(20 * 60_000, (time) => time < at(12))).toEqual(at(5));
  });

  it('has no next time when it is empty', () => {
    expect(new Agenda().next).toBeUndefined();
    expect(new Agenda().lastWithin(1, () => true)).toBeUndefined();
  });
});
