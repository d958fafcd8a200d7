import { clockBreached, clockBreachTakenBack, clockWarned, type EventContract } from '@redress/contracts';
import { ClockList, isUpdate, markEvent } from '../clock-events';
import { ClockedComplaint, shippedCalendars, shippedPack } from '../clock-builders.spec';
import type { ClockNews } from './clock-news';
import { nextFireAt } from './sla-clock';

/** Shanghai time of a March day in 2026 (the 2nd is a Monday). */
const at = (day: number, time: string) => new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`);
const hours = (count: number) => count * 3_600_000;
const after = (date: Date, ms: number) => new Date(date.getTime() + ms);

const calendars = shippedCalendars();
const general = shippedPack('GENERAL_SERVICE');

function aComplaint(subject = { kind: 'COMPLAINT' as const, severity: 'MINOR' as const, category: 'OTHER' }) {
  const complaint = new ClockedComplaint(general, calendars, at(2, '09:15'), subject);
  complaint.move('complaint-registered', at(2, '09:16'), 'REGISTERED');
  complaint.move('assessment-started', at(2, '09:16'), 'UNDER_ASSESSMENT');
  return complaint;
}

function anAcceptedComplaint() {
  const complaint = aComplaint();
  complaint.move('complaint-assigned', at(2, '09:17'), 'ASSIGNED');
  complaint.move('assignment-accepted', at(2, '09:30'), 'UNDER_INVESTIGATION');
  complaint.recompute(at(2, '09:30'));
  return complaint;
}

const A_UUID = '019a9d6e-7a00-7000-8000-0000000000ac';
const STORY = { complaintId: 'c1', complaintNo: 'GSCS-1', organisationId: 'acme', packs: [] };
const marksOf = (news: readonly ClockNews[]) => news.filter((one) => !isUpdate(one));

const of = (news: readonly ClockNews[], code: string) =>
  news.filter(({ clock }) => clock.policy.code === code).map(({ what }) => what);

describe('clocks of a complaint', () => {
  it('start with receipt and say when they are due', () => {
    const complaint = aComplaint();

    const news = complaint.recompute(at(2, '09:16'));

    expect(of(news, 'ACKNOWLEDGEMENT')).toEqual(['STARTED']);
    expect(complaint.clock('ACKNOWLEDGEMENT').dueAt).toEqual(at(3, '09:15'));
    expect(complaint.clock('RESOLUTION')).toMatchObject({ state: 'RUNNING', startedAt: at(2, '09:15'), cycle: 0 });
    expect(nextFireAt(complaint.clock('ACKNOWLEDGEMENT'))).toEqual(at(2, '21:15'));
  });

  it('keep of their policy what it takes to show and to tell them', () => {
    const complaint = aComplaint();

    complaint.recompute(at(2, '09:16'));

    const limit = { amount: expect.any(Number), unit: expect.any(String) };
    expect(complaint.clock('RESOLUTION').policy).toEqual({
      code: 'RESOLUTION',
      class: 'OPERATIONAL',
      profile: expect.any(String),
      limit,
      calendarId: 'CN',
      outlives: ['MERGED'],
    });
  });

  it('say nothing when nothing changed', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));

    expect(complaint.recompute(at(2, '15:00'))).toEqual([]);
  });

  it('are warned at 50 and 80 per cent and breached at 100, each once', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));

    const byNoon = complaint.sweep(at(2, '21:15'));
    const byMorning = complaint.sweep(at(3, '09:15'));
    const later = complaint.sweep(at(3, '10:00'));

    expect(of(byNoon, 'ACKNOWLEDGEMENT')).toEqual(['WARNED']);
    expect(of(byMorning, 'ACKNOWLEDGEMENT')).toEqual(['WARNED', 'BREACHED']);
    expect(byMorning.find(({ what }) => what === 'BREACHED')?.at).toBeDefined();
    expect(of(later, 'ACKNOWLEDGEMENT')).toEqual([]);
    expect(complaint.clock('ACKNOWLEDGEMENT').state).toBe('BREACHED');
    expect(nextFireAt(complaint.clock('ACKNOWLEDGEMENT'))).toEqual(at(3, '21:15'));
  });

  // domain section 4.1: 150 and 200 per cent of A and B
  it('go on to 150 and 200 per cent after the breach, and end there', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));
    complaint.sweep(at(3, '09:15'));

    const later = complaint.sweep(at(4, '09:15')).filter(({ clock }) => clock.policy.code === 'ACKNOWLEDGEMENT');

    expect(later).toMatchObject([
      { what: 'WARNED', percent: 150, at: at(3, '21:15') },
      { what: 'WARNED', percent: 200, at: at(4, '09:15') },
    ]);
    expect(complaint.clock('ACKNOWLEDGEMENT')).toMatchObject({ state: 'BREACHED', toldPercent: 200 });
    expect(nextFireAt(complaint.clock('ACKNOWLEDGEMENT'))).toBeNull();
  });

  it('are overrun by no more than evidence that comes late leaves', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));
    complaint.sweep(at(4, '09:15'));

    complaint.fact('complaint-acknowledged', at(3, '12:00'));
    const news = complaint.recompute(at(4, '10:00'));

    expect(of(news, 'ACKNOWLEDGEMENT')).toEqual(['MET']);
    expect(complaint.clock('ACKNOWLEDGEMENT')).toMatchObject({ state: 'BREACHED', toldPercent: 100 });
  });

  describe('of a decision', () => {
    const anOffer = () => {
      const complaint = anAcceptedComplaint();
      complaint.move('resolution-offered', at(3, '23:00'), 'RESOLUTION_OFFERED');
      complaint.fact('offer-told', at(3, '23:00'));
      complaint.recompute(at(3, '23:00'));
      return complaint;
    };
    const decision = (complaint: ClockedComplaint) => complaint.clock('CUSTOMER_DECISION');
    const sweep = (complaint: ClockedComplaint, until: Date) =>
      complaint.sweep(until).filter(({ clock }) => clock.policy.code === 'CUSTOMER_DECISION');

    // T25: half of seven days is over at 11:00, four fifths at 13:24
    it('remind twice and ask for the expiry when both reminders are on the story', () => {
      const complaint = anOffer();

      expect(of(sweep(complaint, at(7, '11:00')), 'CUSTOMER_DECISION')).toEqual(['WARNED']);
      complaint.fact('offer-reminded', at(7, '11:01'));
      complaint.recompute(at(7, '11:01'));
      expect(of(sweep(complaint, at(9, '13:24')), 'CUSTOMER_DECISION')).toEqual(['WARNED']);

      expect(sweep(complaint, at(11, '23:00'))).toEqual([]);
      expect(nextFireAt(decision(complaint))).toBeNull();
      complaint.fact('offer-reminded', at(11, '23:30'));
      complaint.recompute(at(11, '23:30'));
      expect(nextFireAt(decision(complaint))).toEqual(at(10, '23:00'));

      expect(sweep(complaint, at(11, '23:31'))).toMatchObject([{ what: 'RAN_OUT', at: at(10, '23:00') }]);
      expect(decision(complaint)).toMatchObject({ state: 'RUNNING', toldPercent: 100 });
      expect(sweep(complaint, at(12, '23:31'))).toEqual([]);
    });

    it('are met, and never breached, by the lapse that is granted later', () => {
      const complaint = anOffer();
      for (const day of [7, 9]) complaint.fact('offer-reminded', at(day, '14:00'));
      complaint.recompute(at(9, '14:00'));
      sweep(complaint, at(10, '23:00'));

      complaint.move('offer-lapsed', at(10, '23:05'), 'RESOLVED');
      const news = complaint.recompute(at(10, '23:05'));

      expect(news.filter(({ clock }) => clock.policy.code === 'CUSTOMER_DECISION')).toMatchObject([
        { what: 'MET', breached: false },
      ]);
      expect(decision(complaint).state).toBe('MET');
    });

    // UA-11
    it('leave the complainant alone at night', () => {
      const complaint = anAcceptedComplaint();
      complaint.move('resolution-offered', at(3, '10:00'), 'RESOLUTION_OFFERED');
      complaint.fact('offer-told', at(3, '10:00'));
      complaint.recompute(at(3, '10:00'));

      expect(decision(complaint).warn50At).toEqual(at(6, '22:00'));
      expect(sweep(complaint, at(7, '07:59'))).toEqual([]);
      expect(sweep(complaint, at(7, '08:00'))).toMatchObject([{ what: 'WARNED', percent: 50, at: at(7, '08:00') }]);
    });
  });

  // SL-14
  it('go on by themselves when the day comes that was agreed with the complainant', () => {
    const complaint = anAcceptedComplaint();
    complaint.fact('date-agreed', at(2, '12:00'), {
      clock: 'RESOLUTION',
      run: 0,
      until: at(3, '12:00').toISOString(),
    });
    complaint.recompute(at(2, '12:00'));
    const resolution = () => complaint.clock('RESOLUTION');
    expect(resolution()).toMatchObject({ state: 'PAUSED', dueAt: at(6, '09:15') });
    expect(nextFireAt(resolution())).toEqual(at(3, '12:00'));

    const news = complaint.sweep(at(3, '12:00')).filter(({ clock }) => clock.policy.code === 'RESOLUTION');

    expect(news).toMatchObject([{ what: 'RECOMPUTED', cause: 'RESUMED', at: at(3, '12:00') }]);
    expect(resolution().state).toBe('RUNNING');
    expect(nextFireAt(resolution())).toEqual(resolution().warn50At);
  });

  // CE-09
  it('that outlive the complaint are over with their time, and nothing is breached', () => {
    const complaint = anAcceptedComplaint();
    complaint.move('complaint-closed', at(3, '10:00'), 'CLOSED');
    complaint.recompute(at(3, '10:00'));
    const april = new Date('2026-04-02T10:00:00+08:00');

    expect(complaint.clock('REOPEN_WINDOW')).toMatchObject({ state: 'RUNNING', dueAt: april });
    expect(complaint.sweep(april)).toMatchObject(
      ['REOPEN_WINDOW', 'REVIEW_REQUEST'].map((code) => ({
        what: 'MET',
        breached: false,
        at: april,
        clock: { policy: { code } },
      })),
    );
    expect(complaint.clock('REOPEN_WINDOW')).toMatchObject({ state: 'MET', endedAt: april });
    expect(complaint.recompute(after(april, hours(1)))).toEqual([]);
  });

  it('are met by what they wait for', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));

    complaint.fact('complaint-acknowledged', at(2, '09:20'));
    const news = complaint.recompute(at(2, '09:20'));

    expect(news).toMatchObject([{ what: 'MET', breached: false, at: at(2, '09:20') }]);
    expect(complaint.clock('ACKNOWLEDGEMENT').state).toBe('MET');
  });

  it('are met at once when what they wait for is dated before their start, by a computer whose clock is behind', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));

    complaint.fact('complaint-acknowledged', at(2, '09:12'));
    const news = complaint.recompute(at(2, '09:17'));

    expect(news).toMatchObject([{ what: 'MET', breached: false, at: at(2, '09:15') }]);
    expect(complaint.clock('ACKNOWLEDGEMENT')).toMatchObject({ state: 'MET', endedAt: at(2, '09:15') });
    expect(complaint.sweep(at(4, '09:15')).filter(({ clock }) => clock.policy.code === 'ACKNOWLEDGEMENT')).toEqual([]);
  });

  it('are met by a follow-up that a computer whose clock is behind dates before the resolution', () => {
    const complaint = anAcceptedComplaint();
    complaint.move('complaint-resolved', at(2, '09:28'), 'RESOLVED');
    complaint.recompute(at(2, '09:30'));

    complaint.fact('follow-up-recorded', at(2, '09:29'));
    complaint.move('complaint-closed', at(2, '09:29'), 'CLOSED');
    const news = complaint.recompute(at(2, '09:31'));

    expect(of(news, 'FOLLOW_UP')).toEqual(['MET']);
    expect(complaint.clock('FOLLOW_UP')).toMatchObject({ state: 'MET', endedAt: at(2, '09:30') });
  });

  it('have their breach withdrawn by evidence that comes late and is dated in time', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));
    complaint.sweep(at(3, '09:30'));

    complaint.fact('complaint-acknowledged', at(3, '09:10'));
    const news = complaint.recompute(at(3, '11:00'));

    expect(of(news, 'ACKNOWLEDGEMENT')).toEqual(['BREACH_TAKEN_BACK', 'MET']);
    expect(news[0]).toMatchObject({ stoppedAt: at(3, '09:10') });
    expect(news[1]).toMatchObject({ breached: false });
    expect(complaint.clock('ACKNOWLEDGEMENT').state).toBe('MET');
  });

  it('keep their breach when the evidence is dated after the due time', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));
    complaint.sweep(at(3, '09:30'));

    complaint.fact('complaint-acknowledged', at(3, '09:16'));
    const news = complaint.recompute(at(3, '11:00'));

    expect(of(news, 'ACKNOWLEDGEMENT')).toEqual(['MET']);
    expect(news[0]).toMatchObject({ breached: true });
    expect(complaint.clock('ACKNOWLEDGEMENT').state).toBe('BREACHED');
  });

  it('tell a breach that nobody swept when the late stop proves it', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));

    complaint.fact('complaint-acknowledged', at(3, '12:00'));
    const news = complaint.recompute(at(3, '12:00'));

    expect(of(news, 'ACKNOWLEDGEMENT')).toEqual(['BREACHED', 'MET']);
    expect(news[0]?.at).toEqual(at(3, '09:15'));
  });

  it('stand still while the complainant decides, and go on with what was left', () => {
    const complaint = anAcceptedComplaint();
    const due = complaint.clock('RESOLUTION').dueAt!;

    complaint.move('resolution-offered', at(3, '10:00'), 'RESOLUTION_OFFERED');
    complaint.fact('offer-told', at(3, '10:00'));
    const offered = complaint.recompute(at(3, '10:00'));
    complaint.move('offer-accepted', at(4, '10:00'), 'REMEDY_IN_PROGRESS');
    const accepted = complaint.recompute(at(4, '10:00'));

    expect(of(offered, 'RESOLUTION')).toEqual(['RECOMPUTED']);
    expect(offered.find(({ what }) => what === 'RECOMPUTED')).toMatchObject({ cause: 'PAUSED' });
    expect(of(accepted, 'RESOLUTION')).toEqual(['RECOMPUTED']);
    expect(accepted.find(({ what }) => what === 'RECOMPUTED')).toMatchObject({ cause: 'RESUMED' });
    expect(complaint.clock('RESOLUTION').dueAt).toEqual(after(due, hours(24)));
  });

  it('have no mark to tell while they stand still', () => {
    const complaint = anAcceptedComplaint();
    complaint.sweep(at(3, '10:00'));

    complaint.move('resolution-offered', at(3, '10:00'), 'RESOLUTION_OFFERED');
    complaint.fact('offer-told', at(3, '10:00'));
    complaint.recompute(at(3, '10:00'));

    expect(complaint.clock('RESOLUTION')).toMatchObject({ state: 'PAUSED', dueAt: null });
    expect(nextFireAt(complaint.clock('RESOLUTION'))).toBeNull();
    expect(of(complaint.sweep(at(20, '10:00')), 'RESOLUTION')).toEqual([]);
  });

  it('begin a new cycle when the complaint is reopened', () => {
    const complaint = anAcceptedComplaint();
    complaint.move('complaint-resolved', at(3, '10:00'), 'RESOLVED');
    complaint.recompute(at(3, '10:00'));

    complaint.fact('follow-up-recorded', at(4, '10:00'));
    complaint.move('reopened', at(4, '10:00'), 'UNDER_ASSESSMENT');
    const news = complaint.recompute(at(4, '10:00'));

    expect(of(news, 'RESOLUTION')).toEqual(['STARTED']);
    expect(complaint.runs('RESOLUTION').map(({ cycle, state }) => [cycle, state])).toEqual([
      [0, 'MET'],
      [1, 'RUNNING'],
    ]);
    expect(complaint.runs('ASSESSMENT').map(({ cycle, state }) => [cycle, state])).toEqual([
      [0, 'MET'],
      [1, 'RUNNING'],
    ]);
    expect(complaint.clock('FOLLOW_UP').state).toBe('MET');
  });

  it('are cancelled when the complaint is withdrawn', () => {
    const complaint = anAcceptedComplaint();

    complaint.move('withdrawn', at(2, '11:00'), 'WITHDRAWN');
    const news = complaint.recompute(at(2, '11:00'));

    expect(new Set(news.map(({ what }) => what))).toEqual(new Set(['CANCELLED']));
    expect(complaint.clock('RESOLUTION')).toMatchObject({ state: 'CANCELLED', endedAt: at(2, '11:00') });
  });

  it('are computed from their start when the severity changes, and take back a breach that is none any more', () => {
    const complaint = anAcceptedComplaint();
    complaint.sweep(at(5, '09:30'));
    expect(complaint.clock('RESOLUTION').state).toBe('BREACHED');

    complaint.subject = { kind: 'COMPLAINT', severity: 'MAJOR', category: 'OTHER' } as never;
    const news = complaint.recompute(at(5, '10:00'), 'RECLASSIFIED');

    expect(of(news, 'RESOLUTION')).toEqual(['BREACH_TAKEN_BACK', 'RECOMPUTED']);
    expect(news.find(({ what, clock }) => what === 'RECOMPUTED' && clock.policy.code === 'RESOLUTION')).toMatchObject({
      cause: 'RECLASSIFIED',
    });
    expect(complaint.clock('RESOLUTION')).toMatchObject({ state: 'RUNNING', dueAt: at(9, '18:00') });
  });

  it('are kept apart by what they are about, each in its own list of the same complaint', () => {
    const subject = { kind: 'REMEDY_LINE', id: 'r1' };
    const complaint = aComplaint();
    const own = complaint.recompute(at(2, '09:16'));

    const theirs = complaint.recompute(at(2, '09:16'), 'LATE_FACT', subject);
    const again = complaint.recompute(at(2, '09:17'));

    expect(of(theirs, 'RESOLUTION')).toEqual(['STARTED']);
    expect(theirs).toHaveLength(own.length);
    expect(again).toEqual([]);
    expect(complaint.runs('RESOLUTION').map(({ key, subject: about }) => [key, about])).toEqual([
      ['RESOLUTION/0', undefined],
      ['REMEDY_LINE:r1/RESOLUTION/0', subject],
    ]);
    const list = new ClockList();
    for (const news of [...own, ...theirs].filter(isUpdate)) list.add(news);
    expect(
      list
        .toPayload()
        .filter(({ clock }) => clock === 'RESOLUTION')
        .map((entry) => entry.subject),
    ).toEqual([undefined, subject]);
  });

  it('say of each mark what the clock is about, as the list does', () => {
    const subject = { kind: 'REMEDY_LINE', id: 'r1' };
    const complaint = aComplaint();
    const own = complaint.recompute(at(2, '09:16'));
    const theirs = complaint.recompute(at(2, '09:16'), 'LATE_FACT', subject);
    const list = new ClockList();
    for (const news of [...own, ...theirs].filter(isUpdate)) list.add(news);
    const subjectOf = new Map(list.toPayload().map(({ clockId, subject: about }) => [clockId, about]));
    const swept = [...complaint.sweep(at(2, '18:00')), ...complaint.sweep(at(4, '09:00'))];
    complaint.fact('complaint-acknowledged', at(2, '09:20'));
    const afterwards = [
      ...complaint.recompute(at(4, '09:01')),
      ...complaint.recompute(at(4, '09:01'), 'LATE_FACT', subject),
    ];

    const told = marksOf([...swept, ...afterwards]).map((news) =>
      markEvent(news, STORY, { unitId: null, handlerId: null }),
    );

    for (const contract of [clockWarned, clockBreached, clockBreachTakenBack] as unknown as EventContract[]) {
      const ofKind = told.filter((event) => event.contract.type === contract.type);
      const subjects = ofKind.map(({ payload }) => {
        const { clockId } = payload as { clockId: string };
        const written = contract.payload.parse({ ...(payload as object), clockId: A_UUID }) as { subject?: object };
        expect(written.subject).toEqual(subjectOf.get(clockId));
        return written.subject === undefined ? 'the complaint' : 'the line';
      });
      expect(new Set(subjects)).toEqual(new Set(['the complaint', 'the line']));
    }
  });

  it('of one subject end without those of the complaint', () => {
    const complaint = aComplaint();
    complaint.recompute(at(2, '09:16'));
    complaint.recompute(at(2, '09:16'), 'LATE_FACT', { kind: 'REMEDY_LINE', id: 'r1' });

    const news = complaint.cancelAll(at(2, '10:00'), { kind: 'REMEDY_LINE', id: 'r1' });

    expect(new Set(news.map(({ what, clock }) => `${what} ${clock.subject?.id}`))).toEqual(new Set(['CANCELLED r1']));
    expect(complaint.runs('RESOLUTION').map(({ state }) => state)).toEqual(['RUNNING', 'CANCELLED']);
  });

  it('run on whatever the clocks of the computers say about the order of moves', () => {
    const complaint = new ClockedComplaint(general, calendars, at(2, '09:15'), {
      kind: 'COMPLAINT',
      severity: 'MINOR',
      category: 'OTHER',
    });
    complaint.move('complaint-registered', at(2, '09:16'), 'REGISTERED');
    complaint.move('assessment-started', at(2, '09:15'), 'UNDER_ASSESSMENT');
    complaint.move('complaint-assigned', at(2, '09:15'), 'ASSIGNED');

    complaint.recompute(at(2, '09:16'));

    expect(complaint.clock('ASSESSMENT').state).toBe('MET');
  });

  it('do not outlive a complaint that ended before its time of receipt by the clock of another computer', () => {
    const complaint = new ClockedComplaint(general, calendars, at(2, '09:15'), {
      kind: 'COMPLAINT',
      severity: 'MINOR',
      category: 'OTHER',
    });
    complaint.move('complaint-registered', at(2, '09:15'), 'REGISTERED');
    complaint.move('withdrawn', at(2, '09:14'), 'WITHDRAWN');

    complaint.recompute(at(2, '09:16'));

    expect(complaint.clock('RESOLUTION').state).toBe('CANCELLED');
  });
});
