import type { ServiceUnderTest } from '@redress/service-testing';
import {
  aPlan,
  APPROVER,
  AUDITOR,
  Case,
  CLERK,
  COLLEAGUE,
  DIRECTOR,
  EXECUTIVE,
  HANDLER,
  PAYER,
  REPAIRER,
  startResolution,
} from '../../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

/** Accepted, with the ids of its refund and its repair. */
const anAccepted = async () => {
  const one = await Case.opened();
  const { plan } = await one.offered();
  await one.accept();
  const [refund, repair] = plan!.remedies.map(({ remedyId }) => remedyId) as [string, string];
  return { one, refund, repair };
};

const codesOf = ({ body }: { body: Record<string, unknown> }) =>
  ((body['blockedBy'] ?? body['errors'] ?? []) as { code: string }[]).map(({ code }) => code);

const statesOf = async (one: Case) => (await one.read()).plan?.remedies.map(({ state }) => state);

const propose = (one: Case, remedyId: string, body: object = {}, as = HANDLER) =>
  one.command(as, 'POST', `remedies/${remedyId}/cancellation`, { reason: 'GIVEN_UP', ...body });

const decide = (one: Case, remedyId: string, as: string, decision = 'APPROVE') =>
  one.command(as, 'POST', `remedies/${remedyId}/cancellation/decision`, { decision });

const renegotiate = (one: Case, body: object = {}, as = HANDLER) => one.command(as, 'POST', 'renegotiation', body);

describe('carrying a remedy out', () => {
  // T27, SM-03
  it('begins, fails with a reason and is tried again by its owner; then it is done', async () => {
    const { one, refund, repair } = await anAccepted();

    expect(await one.onRemedy(repair, REPAIRER, 'failure', { failure: 'BEYOND_REPAIR' })).toMatchObject({
      status: 409,
    });
    expect(await one.onRemedy(repair, REPAIRER, 'start')).toMatchObject({
      status: 201,
      body: { remedyState: 'EXECUTING', state: 'REMEDY_IN_PROGRESS' },
    });
    expect(codesOf(await one.onRemedy(repair, REPAIRER, 'start'))).toEqual(['REMEDY_NOT_STARTABLE']);
    expect(
      await one.onRemedy(repair, REPAIRER, 'failure', { failure: 'COMPLAINANT_NOT_MET', note: '王小明家中无人。' }),
    ).toMatchObject({ status: 201, body: { remedyState: 'FAILED' } });
    expect((await one.read()).plan?.remedies[1]).toMatchObject({ state: 'FAILED', failure: 'COMPLAINANT_NOT_MET' });
    expect((await one.said('remedy-failed')).data).toMatchObject({ failure: 'COMPLAINANT_NOT_MET', remedyId: repair });
    expect(JSON.stringify(await service.story(one.complaintId, () => true))).not.toContain('家中无人');
    expect(await one.execute(repair, REPAIRER)).toMatchObject({ status: 409 });

    await one.onRemedy(repair, REPAIRER, 'start');
    expect((await one.read()).plan?.remedies[1]).toMatchObject({ state: 'EXECUTING', failure: null });
    await one.execute(repair, REPAIRER);
    expect(await one.execute(refund, PAYER)).toMatchObject({ status: 201, body: { state: 'RESOLVED' } });
  });

  it('is for the unit that owns it, not for the approver, and not before the consent', async () => {
    const { one, refund, repair } = await anAccepted();
    expect((await one.onRemedy(repair, APPROVER, 'start')).status).toBe(403);
    expect((await one.onRemedy(refund, REPAIRER, 'start')).status).toBe(403);
    expect((await one.onRemedy(refund, COLLEAGUE, 'failure', { failure: 'LEGAL_OBSTACLE' })).status).toBe(403);

    const other = await Case.opened();
    const { plan } = await other.offered();
    expect(codesOf(await other.onRemedy(plan!.remedies[0]!.remedyId, PAYER, 'start'))).toEqual([
      'WRONG_STATE',
      'NO_RECORDED_CONSENT',
      'REMEDY_NOT_STARTABLE',
    ]);
  });
});

describe('cancelling a remedy', () => {
  // T27
  it('to which the complainant agreed is decided by an approver; the last one that is left resolves the complaint', async () => {
    const { one, refund, repair } = await anAccepted();
    await one.execute(refund, PAYER);
    one.version = (await one.read()).version;
    const contactId = await one.contact();

    expect(await propose(one, repair, { contactId, note: '王小明自行修好了。' })).toMatchObject({ status: 201 });
    expect(codesOf(await propose(one, repair, { contactId }))).toEqual(['APPROVAL_OPEN']);
    expect((await one.said('approval-asked')).data).toMatchObject({
      approval: 'CANCELLATION',
      subjectId: repair,
      deciderId: COLLEAGUE,
    });
    expect(codesOf(await decide(one, repair, HANDLER))).toContain('DECIDER_NOT_INDEPENDENT');
    expect(await decide(one, repair, APPROVER)).toMatchObject({ status: 201, body: { state: 'RESOLVED' } });

    expect(await statesOf(one)).toEqual(['DONE', 'CANCELLED']);
    expect((await one.said('remedy-cancelled')).data).toMatchObject({
      remedyId: repair,
      reason: 'GIVEN_UP',
      approverId: APPROVER,
      contactId,
    });
    expect((await one.said('complaint-resolved')).data).toMatchObject({ remediesDone: 1 });
    expect(JSON.stringify(await service.story(one.complaintId, () => true))).not.toContain('自行修好');
  });

  it('without the consent of the complainant is decided by an executive only', async () => {
    const { one, repair } = await anAccepted();
    await propose(one, repair, { reason: 'UNLAWFUL' });

    expect(codesOf(await decide(one, repair, APPROVER))).toEqual(['NOT_A_DECIDER_OF_CANCELLATIONS']);
    expect(await decide(one, repair, EXECUTIVE, 'REJECT')).toMatchObject({ status: 201 });
    expect(await statesOf(one)).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(codesOf(await decide(one, repair, EXECUTIVE))).toEqual(['NOTHING_PROPOSED']);
    await propose(one, repair, { reason: 'UNLAWFUL' });
    expect(await decide(one, repair, EXECUTIVE)).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    expect(codesOf(await one.onRemedy(repair, REPAIRER, 'start'))).toEqual(['REMEDY_NOT_STARTABLE']);
  });

  it('lapses when the remedy is carried out before it was decided', async () => {
    const { one, refund, repair } = await anAccepted();
    expect((await propose(one, repair)).status).toBe(201);

    await one.execute(repair, REPAIRER);

    expect((await one.said('approval-settled')).data).toMatchObject({ approval: 'CANCELLATION', result: 'LAPSED' });
    one.version = (await one.read()).version;
    expect(codesOf(await decide(one, repair, EXECUTIVE, 'REJECT'))).toContain('NOTHING_PROPOSED');
    expect(await one.execute(refund, PAYER)).toMatchObject({ status: 201, body: { state: 'RESOLVED' } });
  });

  it('needs a contact that reached the complainant after the agreement', async () => {
    const { one, repair } = await anAccepted();

    const missed = await one.contact({ twoWay: false });
    expect(codesOf(await propose(one, repair, { contactId: missed }))).toEqual(['CONTACT_NOT_TWO_WAY']);
    const before = await one.contact({ at: '2026-01-01T00:00:00.000Z' });
    expect(codesOf(await propose(one, repair, { contactId: before }))).toEqual(['before-the-occasion']);
    expect(await propose(one, repair, { contactId: '019a9d6e-7a00-7000-8000-00000000dead' })).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:not-caught-up' },
    });
    expect((await propose(one, repair, {}, REPAIRER)).status).toBe(403);
  });

  it('does not undo what was done', async () => {
    const { one, refund, repair } = await anAccepted();
    await one.execute(refund, PAYER);
    await propose(one, repair);
    one.version = (await one.read()).version;

    expect(codesOf(await propose(one, refund))).toEqual(['REMEDY_ENDED']);
    await propose(one, repair, { reason: 'IMPOSSIBLE' });
    await one.execute(repair, REPAIRER);
    one.version = (await one.read()).version;
    expect(await decide(one, repair, EXECUTIVE)).toMatchObject({ status: 409 });
    expect(await one.read()).toMatchObject({ state: 'RESOLVED', proposals: [] });
  });
});

describe('negotiating a plan anew', () => {
  // T42, LI-07
  it('cancels with the consent of the complainant what is not done, and goes the way of a plan again; what was done counts', async () => {
    const { one, refund, repair } = await anAccepted();
    await one.execute(refund, PAYER);
    await one.failed(repair, REPAIRER);
    const contactId = await one.contact();

    expect(await renegotiate(one, { contactIds: [contactId] })).toMatchObject({
      status: 201,
      body: { state: 'RESOLUTION_DRAFTED', stepId: null },
    });
    expect((await one.said('remedy-renegotiated')).data).toMatchObject({
      failure: 'NOT_AVAILABLE',
      done: [{ type: 'REFUND' }],
      cancelled: [{ type: 'REPAIR' }],
      contactIds: [contactId],
    });
    expect(await statesOf(one)).toEqual(['DONE', 'CANCELLED']);
    expect(codesOf(await one.submit())).toEqual(['DECIDED_PLAN_NOT_REVISED']);

    const voucher = {
      type: 'VOUCHER',
      amount: { amountMinor: 490_000, currency: 'CNY' },
      ownerUnitId: 'FIN',
      basis: 'GOODWILL',
    };
    await one.command(HANDLER, 'PUT', 'plan', { ...aPlan, remedies: [voucher] });
    // 4 900 and the 199 that were paid are above the 5 000 of the lower rank.
    expect(await one.submit()).toMatchObject({ status: 201, body: { approverRole: 'EXECUTIVE' } });
    await one.decide(EXECUTIVE);
    expect(await one.accept()).toMatchObject({ status: 200, body: { state: 'REMEDY_IN_PROGRESS' } });
    const again = await one.read();
    expect(await one.execute(again.plan!.remedies[0]!.remedyId, PAYER)).toMatchObject({
      status: 201,
      body: { state: 'RESOLVED' },
    });
    expect((await one.said('complaint-resolved')).data).toMatchObject({ remediesDone: 2 });
    // What was done of the plan before is proven as before, and under its own complaint only.
    const evidenceOf = (path: string) => service.ask<Buffer>(HANDLER, 'GET', `${path}/remedies/${refund}/evidence`);
    expect((await evidenceOf(one.path)).status).toBe(200);
    expect((await evidenceOf((await Case.opened()).path)).status).toBe(404);
  });

  it('without that consent waits for an executive', async () => {
    const { one, repair } = await anAccepted();
    await one.failed(repair, REPAIRER, 'BEYOND_REPAIR');

    const asked = await renegotiate(one, { note: '备件已停产。' });
    expect(asked).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS', stepId: expect.any(String) } });
    expect(codesOf(await renegotiate(one))).toEqual(['APPROVAL_OPEN']);
    const ruling = (as: string, decision = 'APPROVE') =>
      one.command(as, 'POST', 'renegotiation/decision', { decision });
    expect((await ruling(APPROVER)).status).toBe(403);
    expect(await ruling(EXECUTIVE, 'REJECT')).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    await renegotiate(one, {}, DIRECTOR);
    expect(codesOf(await ruling(DIRECTOR))).toContain('DECIDER_NOT_INDEPENDENT');
    expect(await ruling(EXECUTIVE)).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });
    expect(await statesOf(one)).toEqual(['CANCELLED', 'CANCELLED']);
    expect((await one.said('remedy-renegotiated')).data).toMatchObject({
      approverId: EXECUTIVE,
      failure: 'BEYOND_REPAIR',
    });
  });

  it('needs a remedy that failed, the consent heard by another person, and a drafter', async () => {
    const { one, repair } = await anAccepted();
    const early = await one.contact({ at: '2026-01-01T00:00:00.000Z' });
    expect(codesOf(await renegotiate(one, { contactIds: [early] }))).toEqual(['NO_REMEDY_FAILED']);

    await one.failed(repair, REPAIRER);
    expect(codesOf(await renegotiate(one, { contactIds: [early] }))).toEqual(['before-the-occasion']);
    const own = await one.contact({}, HANDLER);
    expect(codesOf(await renegotiate(one, { contactIds: [own] }))).toEqual(['CONSENT_HEARD_BY_YOURSELF']);
    for (const who of [REPAIRER, PAYER, CLERK, AUDITOR]) {
      expect((await renegotiate(one, {}, who)).status).toBeGreaterThanOrEqual(403);
    }
    expect(await statesOf(one)).toEqual(['ACCEPTED', 'FAILED']);
  });

  it('lets a cancellation lapse that was proposed, and counts the rounds of the new negotiation from the start', async () => {
    const { one, repair } = await anAccepted();
    await one.failed(repair, REPAIRER);
    await propose(one, repair);
    const contactId = await one.contact();
    expect(await renegotiate(one, { contactIds: [contactId] })).toMatchObject({ status: 201 });
    expect((await one.read()).proposals).toEqual([]);
    expect((await one.said('approval-settled')).data).toMatchObject({ approval: 'CANCELLATION', result: 'LAPSED' });

    for (const round of [1, 2]) {
      await one.offeredAgain();
      expect(await one.answer({ decision: 'REFUSE', words: `不行 ${round}` })).toMatchObject({
        body: { state: 'RESOLUTION_DRAFTED' },
      });
    }
  });
});
