import { complaintReopened, withdrawalRequested, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import type { ResolutionView } from '../resolution-case/read-case/read-case.dto';
import {
  aPlan,
  APPROVER_ELSEWHERE,
  Case,
  CALLER,
  COLLEAGUE,
  COMPLIANCE,
  HANDLER,
  MANAGER,
  PAYER,
  REPAIRER,
  startResolution,
} from '../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const DISPUTE = {
  route: 'MEDIATION',
  body: '余杭区消费者协会',
  reference: '余消调〔2026〕118号',
  deadlineOn: '2026-04-10',
};
const LESSON = { unitId: 'QA', dueOn: '2026-05-10', task: '入厂检验为何没有发现密封圈缺陷' };
const AWARD = { outcome: 'PARTLY_FOR_COMPLAINANT', award: '退还一半货款。', binds: true, lesson: LESSON };

const open = async (one: Case, body: object = DISPUTE, as = COMPLIANCE) => {
  const reply = await service.ask<Record<string, unknown>>(as, 'POST', `${one.path}/dispute`, { body });
  one.version = (await one.read()).version;
  return reply;
};
const record = (one: Case, replaced: object = {}, as = COMPLIANCE, version = one.version) =>
  one.command(as, 'POST', 'dispute/award', { ...AWARD, ...replaced }, version);
const learn = (one: Case, lessonId: string, as = MANAGER, body: object = { learned: '入厂全检。' }) =>
  service.ask<Record<string, unknown>>(as, 'POST', `${one.path}/lessons/${lessonId}/learning`, { body });
const lessonOf = (view: ResolutionView) => view.disputes.at(-1)!.lesson!;

/** Cases by the state from which a dispute is opened. */
const CASES: Readonly<Record<string, () => Promise<Case>>> = {
  DETERMINED: () => Case.opened(),
  RESOLUTION_DRAFTED: async () => {
    const one = await Case.opened();
    await one.draft();
    return one;
  },
  PENDING_APPROVAL: async () => {
    const one = await CASES['RESOLUTION_DRAFTED']!();
    await one.submit();
    return one;
  },
  RESOLUTION_OFFERED: async () => {
    const one = await Case.opened();
    await one.offered();
    return one;
  },
  REMEDY_IN_PROGRESS: async () => {
    const one = await CASES['RESOLUTION_OFFERED']!();
    await one.accept();
    return one;
  },
  RESOLVED: async () => {
    const one = await Case.opened();
    await one.resolved();
    return one;
  },
  UNDER_REVIEW: async () => {
    const one = await CASES['RESOLUTION_OFFERED']!();
    await one.answer({ decision: 'REVIEW' });
    return one;
  },
  CLOSED: async () => {
    const one = await Case.opened();
    await one.closed();
    return one;
  },
};

describe('a dispute before a body outside', () => {
  // T32, RM-24
  it.each(Object.keys(CASES))('is opened from %s, and an award that binds leads to a plan', async (state) => {
    const one = await CASES[state]!();
    expect((await one.read()).state).toBe(state);

    expect(await open(one)).toMatchObject({ status: 201, body: { state: 'EXTERNAL_DISPUTE' } });
    const view = await one.read();
    expect(view).toMatchObject({
      state: 'EXTERNAL_DISPUTE',
      status: 'OPEN',
      disputes: [{ state: 'OPEN', openedFrom: state, ...DISPUTE, lesson: null }],
    });
    expect(view.offer === null || view.offer.state !== 'OPEN').toBe(true);
    if (state === 'UNDER_REVIEW') expect(view.reviews).toMatchObject([{ state: 'ENDED', decision: null }]);

    expect(await record(one)).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });
    expect(await one.submit()).toMatchObject(state === 'RESOLUTION_DRAFTED' ? { status: 201 } : { status: 409 });
    if (state === 'RESOLUTION_DRAFTED') return;
    // Whatever the verdict was, what was awarded can be offered.
    const { offer } = await one.offeredAgain({ outcome: 'PARTLY_UPHELD' });
    expect(offer).toMatchObject({ state: 'OPEN' });
  });

  it('leaves body, reference and award off the story and sealed in the tables', async () => {
    const one = await CASES['RESOLUTION_OFFERED']!();
    await open(one);
    await record(one);

    const opened = await one.said('dispute-opened');
    const decided = await one.said('dispute-decided');
    expect(opened.data).toMatchObject({ route: 'MEDIATION', deadlineOn: '2026-04-10', to: 'EXTERNAL_DISPUTE' });
    expect(decided.data).toMatchObject({
      award: AWARD.outcome,
      binds: true,
      lessonUnitId: 'QA',
      lessonDueOn: LESSON.dueOn,
    });
    const rows = await Promise.all(
      ['dispute', 'lesson'].map((table) =>
        service.database.query(`select t::text as row from ${table} t where complaint_id = $1`, [one.complaintId]),
      ),
    );
    const said = JSON.stringify([opened, decided, rows.map((found) => found.rows)]);
    for (const words of ['消费者协会', '118号', '一半货款', '密封圈']) expect(said).not.toContain(words);
    expect((await one.read(REPAIRER)).disputes).toMatchObject([{ body: null, reference: null, award: null }]);
  });

  it('is opened by staff only with the contact in which the complainant told of it', async () => {
    const one = await CASES['RESOLUTION_OFFERED']!();

    expect(await open(one, DISPUTE, CALLER)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/contactId', code: 'required' }] },
    });
    expect(await open(one, { ...DISPUTE, contactId: newId() }, CALLER)).toMatchObject({ status: 409 });
    const unheard = await one.contact({ direction: 'OUTBOUND', twoWay: false });
    expect(await open(one, { ...DISPUTE, contactId: unheard }, HANDLER)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'CONTACT_NOT_TWO_WAY' }] },
    });
    const contactId = await one.contact({ direction: 'INBOUND', twoWay: true });
    expect(await open(one, { ...DISPUTE, contactId }, HANDLER)).toMatchObject({ status: 201 });
    expect(await one.said('dispute-opened')).toMatchObject({ data: { contactId } });
    expect(await open(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'WRONG_STATE' }] } });
  });

  it.each([
    [{ ...DISPUTE, deadlineOn: '2020-01-01' }, '/deadlineOn'],
    [{ ...DISPUTE, route: 'DUEL' }, '/route'],
    [{ ...DISPUTE, reference: ' ' }, '/reference'],
    [{ ...DISPUTE, body: undefined }, '/body'],
    [{ ...DISPUTE, more: 1 }, '/more'],
  ])('refuses %j at %s', async (body, pointer) => {
    const one = await Case.opened();

    expect(await open(one, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await one.read()).disputes).toEqual([]);
  });

  it('stops remedies, follow-ups and answers, and refuses a withdrawal, until it is decided', async () => {
    const one = await CASES['REMEDY_IN_PROGRESS']!();
    const { plan } = await one.read();
    await open(one);
    expect(await one.execute(plan!.remedies[0]!.remedyId, PAYER)).toMatchObject({ status: 409 });
    expect(await one.followUp({ result: 'SUCCESS', satisfaction: 5 })).toMatchObject({ status: 409 });

    const other = await CASES['RESOLUTION_OFFERED']!();
    const token = await other.token();
    await open(other);
    const answer = await service.ask<Record<string, unknown>>(null, 'POST', `/v1/offers/${token}`, {
      body: { code: 'K7MQ2XWP9RTA', decision: 'ACCEPT' },
      headers: { accept: 'application/json' },
    });
    expect(answer.status).toBe(410);
    const requestId = newId();
    await service.tell(other.complaintId, [
      {
        contract: withdrawalRequested as unknown as EventContract,
        payload: { requestId, kind: 'WITHDRAWAL', requestedAt: '2026-03-02T02:00:00.000Z' },
      },
    ]);
    expect(await other.said('request-refused', (data) => data['requestId'] === requestId)).toMatchObject({
      data: { reasonCode: 'DISPUTE_OPEN' },
    });
  });
});

describe('an award', () => {
  // T33
  it('against the complainant closes the case; what was agreed is not dropped by it', async () => {
    const one = await CASES['RESOLUTION_OFFERED']!();
    await open(one);
    expect(await record(one, { outcome: 'FOR_COMPANY' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/binds', code: 'not-possible-here', params: { allowed: 'false' } }] },
    });
    expect(await record(one, { outcome: 'FOR_COMPANY', binds: false })).toMatchObject({
      status: 201,
      body: { state: 'CLOSED' },
    });
    expect(await one.read()).toMatchObject({ status: 'CLOSED', closureCode: 'RESOLVED_DISSATISFIED_EXHAUSTED' });

    const agreed = await CASES['REMEDY_IN_PROGRESS']!();
    await open(agreed);
    expect(await record(agreed, { outcome: 'FOR_COMPANY', binds: false })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/binds', params: { allowed: 'true' } }] },
    });
    expect(await record(agreed, { outcome: 'FOR_COMPANY' })).toMatchObject({ status: 201 });
    expect((await agreed.read()).plan!.remedies.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
  });

  it('that was given up leaves a closed case closed as it was, and lets an undecided one go on', async () => {
    const closed = await CASES['CLOSED']!();
    await open(closed);
    expect(await record(closed, { outcome: 'DISCONTINUED', binds: false })).toMatchObject({ status: 201 });
    expect(await closed.read()).toMatchObject({ state: 'CLOSED', closureCode: 'RESOLVED_SATISFIED' });

    const undecided = await CASES['DETERMINED']!();
    await open(undecided);
    expect(await record(undecided, { outcome: 'DISCONTINUED', binds: false })).toMatchObject({ status: 422 });
    expect(await record(undecided, { outcome: 'DISCONTINUED' })).toMatchObject({ status: 201 });
    expect(await undecided.submit()).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'NO_PLAN_YET' }] } });
    expect(await undecided.command(HANDLER, 'PUT', 'plan', aPlan)).toMatchObject({
      status: 200,
      body: { revision: 1 },
    });
    expect(await undecided.submit()).toMatchObject({ status: 201 });
  });

  it('binds whatever the verdict was', async () => {
    const one = await Case.opened('INVALID');
    await open(one);
    const refund = { outcome: 'PARTLY_UPHELD' };
    await record(one);

    expect(await one.command(HANDLER, 'PUT', 'plan', { ...aPlan, ...refund })).toMatchObject({ status: 200 });
  });

  it('that was given up leaves the verdict with its limits', async () => {
    const one = await Case.opened('INVALID');
    await open(one);
    await record(one, { outcome: 'DISCONTINUED' });

    expect(await one.command(HANDLER, 'PUT', 'plan', { ...aPlan, outcome: 'PARTLY_UPHELD' })).toMatchObject({
      status: 422,
    });
  });

  it.each([
    [{ lesson: undefined }, '/lesson'],
    [{ lesson: { ...LESSON, task: undefined } }, '/lesson/task'],
    [{ lesson: { ...LESSON, unitId: 'CS' } }, '/lesson/unitId'],
    [{ lesson: { ...LESSON, dueOn: '2020-01-01' } }, '/lesson/dueOn'],
    [{ award: '' }, '/award'],
    [{ outcome: 'NICE' }, '/outcome'],
    [{ binds: false }, '/binds'],
  ])('is refused with %j at %s', async (replaced, pointer) => {
    const one = await CASES['RESOLUTION_OFFERED']!();
    await open(one);

    expect(await record(one, replaced)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await one.read()).state).toBe('EXTERNAL_DISPUTE');
  });

  it('is recorded by compliance, once', async () => {
    const one = await CASES['RESOLUTION_OFFERED']!();
    expect(await record(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'WRONG_STATE' }] } });
    await open(one);

    expect(await record(one, {}, HANDLER)).toMatchObject({ status: 403 });
    const { version } = one;
    const replies = await Promise.all([
      record(one, {}, COMPLIANCE, version),
      record(one, { outcome: 'SETTLED' }, COMPLIANCE, version),
    ]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 412]);
    expect((await one.read()).disputes).toMatchObject([{ state: 'DECIDED' }]);
  });
});

describe('the lesson from a dispute', () => {
  const decided = async () => {
    const one = await CASES['RESOLUTION_OFFERED']!();
    await open(one);
    await record(one, { outcome: 'FOR_COMPANY', binds: false });
    return { one, lessonId: lessonOf(await one.read()).lessonId };
  };

  it('is learned by people of its unit, once, wherever the complaint stands', async () => {
    const { one, lessonId } = await decided();

    expect(await learn(one, lessonId, PAYER)).toMatchObject({ status: 403 });
    // Sees the complaint and leads a unit, but another one.
    expect(await learn(one, lessonId, APPROVER_ELSEWHERE)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NOT_OWNER_OF_THE_LESSON' }] },
    });
    expect(await learn(one, newId())).toMatchObject({ status: 404 });
    expect(await learn(one, lessonId, MANAGER, {})).toMatchObject({ status: 422 });
    await service.tell(one.complaintId, [
      {
        contract: complaintReopened as unknown as EventContract,
        payload: { reopenCount: 1, unitId: 'QA', handlerId: HANDLER },
        move: { stateSeq: 11, from: 'CLOSED', to: 'UNDER_ASSESSMENT', holder: 'routing' },
      } as never,
    ]);
    const replies = await Promise.all([learn(one, lessonId, MANAGER), learn(one, lessonId, COLLEAGUE)]);

    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(await one.said('lesson-learned')).toMatchObject({ data: { lessonId, unitId: 'QA' } });
    expect(lessonOf(await one.read())).toMatchObject({ state: 'LEARNED', learned: '入厂全检。', task: LESSON.task });
  });
});
