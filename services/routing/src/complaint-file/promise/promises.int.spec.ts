import { contactLogged, withdrawalRequested, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { RoutingUnderTest, saidOfClocks } from '../../routing-under-test.spec';

const HEAD = 'staff:qian';
/** Has the role and nothing to do with the case. */
const STRANGER = 'staff:sun';

/** The clock goes on only: a day in March for each test. */
let day = 2;
/** Shanghai time of that day. */
const at = (time: string) => new Date(`2026-03-0${day}T${time}:00+08:00`);

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

beforeEach(() => routing.advanceTo(at('09:00')));

afterEach(() => void day++);

afterAll(() => routing?.stop());

const assignmentOf = async (id: string) => (await routing.call('staff:tang', `/v1/complaints/${id}/assignment`)).body;
const post = async (id: string, who: string, rest: string, body: object, version?: number) =>
  routing.call(who, `/v1/complaints/${id}/promises${rest}`, {
    body,
    version: version ?? (await assignmentOf(id)).version,
  });
const codes = ({ body }: { body: { blockedBy?: { code: string }[]; errors?: { code: string }[] } }) =>
  (body.blockedBy ?? body.errors ?? []).map(({ code }) => code);
const clockOf = async (id: string) =>
  saidOfClocks(await routing.settledStory(id))
    .filter(({ clock }) => clock === 'PROMISE')
    .map(({ what }) => what);
const marksOf = async (id: string) =>
  (await routing.settledStory(id))
    .filter(({ fact, value }) => fact.startsWith('clock-breach') && value['clock'] === 'PROMISE')
    .map(({ fact }) => fact);
const factsOf = async (id: string) =>
  (await routing.settledStory(id)).filter(({ fact }) => fact.startsWith('promise-')).map(({ fact }) => fact);

async function registered(given: object = {}): Promise<{ id: string; handler: string }> {
  const submitted = { proposedCategory: 'PRODUCT_QUALITY.DEFECT', ...given };
  const [id] = (await routing.register([submitted], at('09:00'))) as [string];
  await routing.settle();
  return { id, handler: (await assignmentOf(id)).handlerId };
}

async function contact(id: string, at: Date, given: object = {}): Promise<string> {
  const contactId = newId();
  await routing.tell(id, contactLogged as unknown as EventContract, at, {
    ...contactLogged.example,
    contactId,
    at: at.toISOString(),
    ...given,
  } as never);
  await routing.settle();
  return contactId;
}

const callBack = (given: object = {}) => ({
  kind: 'CALL_BACK',
  words: '今日下午四点前给李女士回电。',
  dueAt: at('16:00').toISOString(),
  ...given,
});

// RM-12, CM-13
describe('a promise to the complainant', () => {
  it('is made by who has the case, for a day ahead, and its clock stops with the contact that proves that it was kept', async () => {
    const { id, handler } = await registered();

    expect((await post(id, 'staff:tang', '', callBack())).status).toBe(403);
    expect(codes(await post(id, STRANGER, '', callBack()))).toEqual(['NOT_IN_CHARGE']);
    expect(codes(await post(id, handler, '', callBack({ dueAt: at('08:59').toISOString() })))).toEqual([
      'not-later-than-now',
    ]);
    expect(codes(await post(id, handler, '', callBack({ dueAt: '2026-05-20T00:00:00Z' })))).toEqual(['too-far-ahead']);
    expect((await post(id, handler, '', callBack({ kind: 'REFUND' }))).status).toBe(422);
    const { version } = await assignmentOf(id);
    const both = await Promise.all([1, 2].map(() => post(id, handler, '', callBack(), version)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { promises, clocks } = await assignmentOf(id);
    expect(promises).toMatchObject([{ kind: 'CALL_BACK', state: 'MADE', madeBy: handler, dueAt: callBack().dueAt }]);
    expect(clocks.find(({ clock }: { clock: string }) => clock === 'PROMISE')).toMatchObject({
      state: 'RUNNING',
      dueAt: callBack().dueAt,
    });
    const [{ promiseId }] = promises;

    const early = await contact(id, at('08:30'));
    expect(codes(await post(id, handler, `/${promiseId}/keeping`, { contactId: early }))).toEqual([
      'before-the-promise',
    ]);
    expect(await post(id, handler, `/${promiseId}/keeping`, { contactId: newId() })).toMatchObject({
      status: 409,
      body: { type: expect.stringContaining('not-caught-up') },
    });
    routing.advanceTo(at('15:40'));
    const call = await contact(id, at('15:30'));
    expect(codes(await post(id, handler, `/${newId()}/keeping`, { contactId: call }))).toEqual(['NO_SUCH_PROMISE']);
    expect((await post(id, handler, `/${promiseId}/keeping`, { contactId: call, note: '已回电。' })).status).toBe(200);
    expect(codes(await post(id, handler, `/${promiseId}/keeping`, { contactId: call }))).toEqual(['NO_SUCH_PROMISE']);

    expect((await assignmentOf(id)).promises).toEqual([]);
    expect(await factsOf(id)).toEqual(['promise-made', 'promise-kept']);
    expect(await clockOf(id)).toEqual(['STARTED', 'MET']);
    expect(JSON.stringify(await routing.settledStory(id))).not.toContain('李女士');
    const { body } = await routing.call('staff:tang', `/v1/complaints/${id}/notes`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['PROMISE', 'PROMISE']);
  });

  it('that binds the unit is made by who answers for it, and there are not more than five at a time', async () => {
    const { id, handler } = await registered();
    for (const kind of ['VISIT', 'RESULT']) {
      expect(codes(await post(id, handler, '', callBack({ kind })))).toEqual(['PROMISE_BEYOND_AUTHORITY']);
      expect((await post(id, HEAD, '', callBack({ kind }))).status).toBe(200);
    }
    for (let more = 0; more < 3; more++) expect((await post(id, handler, '', callBack())).status).toBe(200);
    expect(codes(await post(id, handler, '', callBack()))).toEqual(['PROMISES_OPEN']);
    const { commands } = await assignmentOf(id);
    const keeping = commands.filter(({ operationId }: { operationId: string }) => operationId === 'keepPromise');
    expect(keeping).toHaveLength(5);
  });

  it('is missed when its day has passed, not when a contact that is written down later shows that it was kept', async () => {
    const { id, handler } = await registered();
    await post(id, handler, '', callBack());
    const [{ promiseId }] = (await assignmentOf(id)).promises;
    await routing.settle();
    routing.advanceTo(at('16:01'));
    await routing.sweep();
    expect(await marksOf(id)).toEqual(['clock-breached']);

    const call = await contact(id, at('15:50'));
    expect((await post(id, handler, `/${promiseId}/keeping`, { contactId: call })).status).toBe(200);
    expect(await marksOf(id)).toEqual(['clock-breached', 'clock-breach-withdrawn']);
    expect(await clockOf(id)).toContain('MET');
  });

  it('is released when the complainant says so, ends with a withdrawal, and is not made where there is no complainant', async () => {
    const { id, handler } = await registered();
    await post(id, handler, '', callBack());
    const [{ promiseId }] = (await assignmentOf(id)).promises;
    const unheard = await contact(id, at('09:05'), { twoWay: false, direction: 'OUTBOUND' });
    expect(codes(await post(id, handler, `/${promiseId}/release`, { contactId: unheard }))).toEqual([
      'not-said-in-contact',
    ]);
    const heard = await contact(id, at('09:10'), { twoWay: true });
    expect((await post(id, handler, `/${promiseId}/release`, { contactId: heard })).status).toBe(200);
    expect(await clockOf(id)).toEqual(['STARTED', 'MET']);

    await post(id, handler, '', callBack());
    await routing.tell(id, withdrawalRequested as unknown as EventContract, at('09:30'));
    await routing.settle();
    expect((await assignmentOf(id)).promises).toEqual([]);
    expect((await clockOf(id)).slice(-1)).toEqual(['CANCELLED']);
    expect(codes(await post(id, handler, '', callBack()))).toContain('NOT_OPEN');

    const own = await registered({ complainantType: 'NONE' });
    expect(codes(await post(own.id, own.handler, '', callBack()))).toEqual(['NO_COMPLAINANT']);
  });
});
