import {
  mergeRequested,
  reopeningRequested,
  suspensionLiftRequested,
  suspensionRequested,
  voidRequested,
  withdrawalRequested,
  type EventContract,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import { Case, determined, HANDLER, PAYER, startResolution } from '../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

/** Asks the holder, at a business time of the test. */
async function ask(one: Case, contract: EventContract, fields: object = {}): Promise<string> {
  const requestId = newId();
  const { kind } = contract.example as { kind: string };
  await service.tell(one.complaintId, [
    { contract, payload: { requestId, kind, requestedAt: '2026-03-02T02:00:00.000Z', ...fields } },
  ]);
  return requestId;
}

const suspend = (one: Case) => ask(one, suspensionRequested, { reviewBy: '2026-03-30T02:00:00.000Z' });

describe('a suspended complaint', () => {
  // T35, PR-06
  it('is neither answered nor executed nor withdrawn, and goes on where it stood with the time for the answer left', async () => {
    const one = await Case.opened();
    const { offer } = await one.offered();
    const decideBy = Date.parse(offer!.decideBy);

    await suspend(one);
    await one.becomes('SUSPENDED');

    expect(await one.accept()).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:offer-suspended' },
    });
    expect(await one.answer({ decision: 'SEND_CODE' })).toMatchObject({ status: 409 });
    const look = await service.ask<Buffer>(null, 'GET', `/v1/offers/${await one.token()}`, {
      headers: { accept: 'text/html' },
    });
    expect(look.status).toBe(200);
    const withdrawal = await ask(one, withdrawalRequested);
    expect(await one.said('request-refused', ({ requestId }) => requestId === withdrawal)).toMatchObject({
      data: { kind: 'WITHDRAWAL', reasonCode: 'SUSPENDED' },
    });
    const again = await suspend(one);
    expect(await one.said('request-refused', ({ requestId }) => requestId === again)).toMatchObject({
      data: { kind: 'SUSPENSION', reasonCode: 'SUSPENDED' },
    });

    service.setTime('2026-03-20T01:00:00Z');
    await ask(one, suspensionLiftRequested);
    const lifted = await one.becomes('RESOLUTION_OFFERED');

    const { data } = await one.said('suspended');
    const restedMs = Date.parse('2026-03-20T01:00:00Z') - Date.parse(String(data['occurredAt']));
    expect(restedMs).toBeGreaterThan(7 * 86_400_000);
    expect(Date.parse(lifted.offer!.decideBy)).toBe(decideBy + restedMs);
    expect(await one.accept()).toMatchObject({ status: 200, body: { state: 'REMEDY_IN_PROGRESS' } });
  });

  // T35
  it.each([
    ['DETERMINED', async () => undefined, (one: Case) => one.draft()],
    ['RESOLUTION_DRAFTED', (one: Case) => one.draft(), (one: Case) => one.submit()],
    [
      'PENDING_APPROVAL',
      async (one: Case) => {
        await one.draft();
        await one.submit();
      },
      (one: Case) => one.decide(),
    ],
    [
      'REMEDY_IN_PROGRESS',
      async (one: Case) => {
        await one.offered();
        await one.accept();
      },
      async (one: Case) => one.execute((await one.read()).plan!.remedies[0]!.remedyId, PAYER),
    ],
    ['RESOLVED', (one: Case) => one.resolved(), (one: Case) => one.followUp({ result: 'SUCCESS', satisfaction: 5 })],
  ] as const)('that was %s takes no command, and takes it once it goes on', async (state, before, act) => {
    const one = await Case.opened();
    await before(one);
    await one.becomes(state);

    await suspend(one);
    await one.becomes('SUSPENDED');
    expect(await act(one)).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:blocked', blockedBy: [{ code: 'WRONG_STATE' }] },
    });

    await ask(one, suspensionLiftRequested);
    await one.becomes(state);
    expect((await act(one)).status).toBe(201);
  });

  // T35
  it('stays as it is when the review would be too late, when it is not suspended, and when it has ended', async () => {
    const one = await Case.opened();

    const late = await ask(one, suspensionRequested, { reviewBy: '2026-04-01T02:00:00.001Z' });
    const lift = await ask(one, suspensionLiftRequested);

    expect(await one.said('request-refused', ({ requestId }) => requestId === late)).toMatchObject({
      data: { reasonCode: 'REVIEW_DATE_OUT_OF_RANGE' },
    });
    expect(await one.said('request-refused', ({ requestId }) => requestId === lift)).toMatchObject({
      data: { reasonCode: 'NOT_SUSPENDED' },
    });
    expect(await one.read()).toMatchObject({ state: 'DETERMINED' });
  });
});

describe('a complaint that is with resolution', () => {
  // T36
  it('is not voided any more', async () => {
    const one = await Case.opened();

    await ask(one, voidRequested, { reason: 'TEST_ENTRY' });

    expect(await one.said('request-refused')).toMatchObject({ data: { kind: 'VOID', reasonCode: 'WRONG_STATE' } });
  });

  const DAY_MS = 86_400_000;
  const closedAt = async (one: Case) => {
    const { data } = await one.said('complaint-closed');
    return Date.parse(String(data['occurredAt']));
  };
  const reopenAt = (one: Case, at: number, fields: object = {}) =>
    ask(one, reopeningRequested, { requestedAt: new Date(at).toISOString(), ...fields });

  // T30
  it('is reopened on the last instant of the window, by when it was asked, and gets a new round with the next determination', async () => {
    const one = await Case.opened();
    await one.closed();

    await reopenAt(one, (await closedAt(one)) + 30 * DAY_MS);

    const reopened = await one.said('reopened');
    expect(reopened).toMatchObject({
      data: {
        stateSeq: 12,
        to: 'UNDER_ASSESSMENT',
        reopenCount: 1,
        unitId: 'QA',
        handlerId: 'staff:zhao.qa',
        holder: 'routing',
      },
    });
    await service.tell(one.complaintId, determined('VALID', 12));
    expect(await service.read(HANDLER, one.path, ({ cycle }) => cycle === 1)).toMatchObject({
      state: 'DETERMINED',
      earlierRounds: [{ cycle: 0, status: 'CLOSED' }],
    });
  });

  // T30
  it('is not reopened an instant later, unless a supervisor has new evidence', async () => {
    const one = await Case.opened();
    await one.closed();
    const tooLate = (await closedAt(one)) + 30 * DAY_MS + 1;

    const refused = await reopenAt(one, tooLate);
    expect(await one.said('request-refused', ({ requestId }) => requestId === refused)).toMatchObject({
      data: { kind: 'REOPENING', reasonCode: 'WINDOW_OVER' },
    });
    expect(await one.read()).toMatchObject({ state: 'CLOSED' });

    const granted = await reopenAt(one, tooLate, { newEvidence: true });
    expect(await one.said('reopened')).toMatchObject({ data: { requestId: granted, reopenCount: 1 } });
    await ask(one, withdrawalRequested);
  });

  // T30
  it('is not reopened while it is open', async () => {
    const one = await Case.opened();

    await reopenAt(one, Date.parse('2026-03-02T02:00:00Z'));

    expect(await one.said('request-refused')).toMatchObject({ data: { reasonCode: 'WRONG_STATE' } });
  });
});

// T7
describe('a complaint that is to be merged', () => {
  const primaryId = newId();
  const reopenAt = (one: Case, requestedAt: string) => ask(one, reopeningRequested, { requestedAt });

  it('is merged before an offer is out, and no longer after that', async () => {
    const [early, late] = [await Case.opened(), await Case.opened()];
    await early.draft();
    await early.submit();
    await late.offered();

    const granted = await ask(early, mergeRequested, { primaryId });
    const refused = await ask(late, mergeRequested, { primaryId });

    expect(await early.said('merged')).toMatchObject({ data: { requestId: granted, primaryId, to: 'MERGED' } });
    expect(await service.read(HANDLER, early.path, ({ status }) => status === 'ENDED')).toMatchObject({
      closureCode: 'MERGED',
    });
    expect(await late.said('request-refused')).toMatchObject({
      data: { requestId: refused, kind: 'MERGE', reasonCode: 'OFFER_IS_OUT' },
    });
    // T30: undone within the window, counted from the merge, and not after it.
    const { data } = await early.said('merged');
    const mergedAt = Date.parse(String(data['occurredAt']));
    await reopenAt(early, new Date(mergedAt + 30 * 86_400_000 + 1).toISOString());
    expect(await early.said('request-refused')).toMatchObject({ data: { reasonCode: 'MERGE_STANDS' } });
    await reopenAt(early, new Date(mergedAt + 30 * 86_400_000).toISOString());
    expect(await early.said('reopened')).toMatchObject({ data: { from: 'MERGED', to: 'UNDER_ASSESSMENT' } });
  });
});

describe('a withdrawal', () => {
  // T34
  it.each([
    [['safetyCritical'] as const, true],
    [[] as const, undefined],
  ])('of a case with the flags %j says whether safety is at stake', async (flags, safetyCritical) => {
    const one = await Case.opened('VALID', {}, flags);
    const requestId = await ask(one, withdrawalRequested);

    const { data } = await one.said('withdrawn');
    expect(data).toMatchObject({ requestId });
    expect(data['safetyCritical']).toBe(safetyCritical);
  });
});
