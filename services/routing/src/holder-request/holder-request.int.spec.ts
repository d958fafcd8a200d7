import {
  complaintClosed,
  complaintDeclined,
  complaintDetermined,
  complaintReopened,
  complaintResolved,
  complaintSuspended,
  offerAccepted,
  reopeningRequested,
  resolutionDrafted,
  resolutionOffered,
  resolutionSubmitted,
  suspensionLiftRequested,
  suspensionRequested,
  voidRequested,
  withdrawalRequested,
  type EventContract,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import { MONDAY_NINE, RoutingUnderTest, saidOfClocks, type ToldEvent } from '../routing-under-test.spec';

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(() => routing?.stop());

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const later = (ms: number) => new Date(MONDAY_NINE.getTime() + ms);

const registered = async (proposedCategory = 'PRODUCT_QUALITY.DEFECT', at = MONDAY_NINE): Promise<string> => {
  const [id] = await routing.register([{ proposedCategory }], at);
  await routing.settle();
  return id!;
};
const tell = (id: string, contract: unknown, at = MONDAY_NINE, payload: object = {}) =>
  routing.tell(id, contract as EventContract, at, payload as never);
const ask = async (id: string, contract: unknown, payload: object = {}): Promise<string> => {
  const requestId = newId();
  await tell(id, contract, MONDAY_NINE, { requestId, ...payload });
  return requestId;
};
const found = (story: readonly ToldEvent[], fact: string) => story.filter((event) => event.fact === fact);
const work = async (id: string) => (await routing.call('staff:tang', `/v1/complaints/${id}/assignment`)).body;
const load = async (staffId: string) => {
  const { rows } = await routing.service.database.query<{ load: number }>(
    'select load from staff_load where staff_id = $1',
    [staffId],
  );
  return rows[0]?.load ?? 0;
};

describe('voiding', () => {
  // T36
  it.each(['OTHER', 'PRODUCT_QUALITY.DEFECT'])(
    'ends a complaint (%s) that no unit has accepted, with its clocks',
    async (category) => {
      const id = await registered(category);
      const { state, handlerId } = await work(id);
      expect(state).toBe(category === 'OTHER' ? 'UNDER_ASSESSMENT' : 'ASSIGNED');
      const before = handlerId ? await load(handlerId) : 0;

      const requestId = await ask(id, voidRequested, { reason: 'TEST_ENTRY' });
      const story = await routing.settledStory(id);

      expect(found(story, 'voided')).toMatchObject([
        {
          type: 'redress.complaint.voided.v1',
          value: { requestId, reason: 'TEST_ENTRY', to: 'VOIDED', holder: 'routing' },
        },
      ]);
      expect(await work(id)).toMatchObject({ state: 'VOIDED' });
      expect((await work(id)).clocks.every(({ running }: { running: boolean }) => !running)).toBe(true);
      if (handlerId) expect(await load(handlerId)).toBe(before - 1);
      await ask(id, voidRequested);
      expect(found(await routing.settledStory(id), 'request-refused').at(-1)?.value).toMatchObject({
        reasonCode: 'ALREADY_ENDED',
      });
    },
  );
});

describe('suspending', () => {
  const clocksOf = async (id: string) =>
    (await routing.call('staff:tang', `/v1/complaints/${id}/clocks`)).body.clocks as {
      clock: string;
      state: string;
      dueAt: string | null;
    }[];

  // T35, SL-20
  it('lets operational clocks stand still, runs the one for the review, and goes on where it stood', async () => {
    const id = await registered();
    const { handlerId } = await work(id);
    const due = (await clocksOf(id)).find(({ clock }) => clock === 'RESOLUTION')!.dueAt!;

    await ask(id, suspensionRequested, {
      requestedAt: MONDAY_NINE.toISOString(),
      reviewBy: later(20 * DAY_MS).toISOString(),
    });
    expect(found(await routing.settledStory(id), 'suspended')).toMatchObject([
      { value: { from: 'ASSIGNED', to: 'SUSPENDED', holder: 'routing', reviewBy: later(20 * DAY_MS).toISOString() } },
    ]);
    const resting = await clocksOf(id);
    expect(resting.find(({ clock }) => clock === 'RESOLUTION')).toMatchObject({ state: 'PAUSED', dueAt: null });
    expect(resting.find(({ clock }) => clock === 'SUSPENSION_REVIEW')).toMatchObject({
      state: 'RUNNING',
      dueAt: later(30 * DAY_MS).toISOString(),
    });

    const accepted = await routing.call(handlerId, `/v1/complaints/${id}/assignment/acceptance`, {
      body: {},
      version: (await work(id)).version,
    });
    expect(accepted).toMatchObject({ status: 409, body: { type: 'urn:redress:problem:blocked' } });
    for (const [path, body] of [
      ['escalations', { level: 1, reason: 'OTHER' }],
      ['classification', { category: 'PRICE', severity: 'MAJOR', urgency: 'NORMAL', reason: 'x' }],
    ] as const) {
      expect((await routing.call('staff:tang', `/v1/complaints/${id}/${path}`, { body, version: 1 })).status).not.toBe(
        201,
      );
    }

    routing.advanceTo(later(10 * DAY_MS));
    await routing.sweep();
    expect(found(await routing.settledStory(id), 'clock-breached')).toEqual([]);

    await ask(id, suspensionLiftRequested);
    const story = await routing.settledStory(id);
    expect(found(story, 'suspension-lifted')).toMatchObject([{ value: { to: 'ASSIGNED', holder: 'routing' } }]);
    const running = await clocksOf(id);
    expect(running.find(({ clock }) => clock === 'RESOLUTION')).toMatchObject({ state: 'RUNNING' });
    expect(Date.parse(running.find(({ clock }) => clock === 'RESOLUTION')!.dueAt!)).toBeGreaterThan(
      Date.parse(due) + 5 * DAY_MS,
    );
    expect(running.find(({ clock }) => clock === 'SUSPENSION_REVIEW')).toMatchObject({ state: 'MET' });
    expect(await work(id)).toMatchObject({ state: 'ASSIGNED', handlerId });
  });

  // T35
  it('by another holder pauses the clocks too', async () => {
    const id = await registered('PRODUCT_QUALITY.DEFECT', later(10 * DAY_MS));
    const { handlerId, version } = await work(id);
    await routing.call(handlerId, `/v1/complaints/${id}/assignment/acceptance`, { body: {}, version });
    await routing.settle();

    await tell(id, complaintSuspended, later(10 * DAY_MS + HOUR_MS));

    expect(saidOfClocks(await routing.settledStory(id))).toContainEqual({ clock: 'RESOLUTION', what: 'PAUSED' });
  });
});

describe('reopening on request', () => {
  // T30
  it('takes a complaint back that was not accepted, within the window from that', async () => {
    for (const [askedAt, isGranted] of [
      [later(30 * DAY_MS), true],
      [later(30 * DAY_MS + 1), false],
    ] as const) {
      const id = await registered('OTHER');
      await tell(id, complaintDeclined);
      await routing.settle();

      const requestId = await ask(id, reopeningRequested, { requestedAt: askedAt.toISOString() });
      const story = await routing.settledStory(id);

      if (isGranted) {
        expect(found(story, 'reopened')).toMatchObject([
          { value: { requestId, reopenCount: 1, from: 'NOT_ACCEPTED' } },
        ]);
        expect(await work(id)).toMatchObject({ state: 'UNDER_ASSESSMENT', cycle: 1 });
      } else {
        expect(found(story, 'request-refused')).toMatchObject([{ value: { requestId, reasonCode: 'WINDOW_OVER' } }]);
      }
    }
  });

  // T30
  it('of a closed complaint brings it back under assessment, in the next cycle and at the same level', async () => {
    const id = await registered();
    const { handlerId, version } = await work(id);
    await routing.call(handlerId, `/v1/complaints/${id}/assignment/acceptance`, { body: {}, version });
    await routing.settle();
    for (const contract of [
      complaintDetermined,
      resolutionDrafted,
      resolutionSubmitted,
      resolutionOffered,
      offerAccepted,
      complaintResolved,
      complaintClosed,
    ]) {
      await tell(id, contract, later(10 * DAY_MS));
      await routing.settle();
    }
    const { level } = await work(id);

    await tell(id, complaintReopened, later(11 * DAY_MS), { requestId: newId(), reopenCount: 1, handlerId });
    await routing.settle();

    expect(await work(id)).toMatchObject({ state: 'UNDER_ASSESSMENT', cycle: 1, handlerId: null, level });
    const assessed = await routing.call('staff:tang', `/v1/complaints/${id}/assessment`, {
      body: { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', urgency: 'NORMAL' },
      version: (await work(id)).version,
    });
    expect(assessed.status).toBe(200);
    expect(assessed.body.handlerId).not.toBe(handlerId);
  });
});

describe('a withdrawal', () => {
  // T34
  it.each([
    ['PRODUCT_QUALITY.SAFETY', true],
    ['PRODUCT_QUALITY.DEFECT', undefined],
  ])('of a complaint about %s says whether safety is at stake', async (category, safetyCritical) => {
    const id = await registered(category);
    await ask(id, withdrawalRequested);

    const [withdrawn] = found(await routing.settledStory(id), 'withdrawn');
    expect(withdrawn?.value).toMatchObject({ to: 'WITHDRAWN' });
    expect(withdrawn?.value['safetyCritical' as never]).toBe(safetyCritical);
  });
});
