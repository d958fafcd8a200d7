import { resolutionDossierContentSchema, withdrawalRequested } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import { Vault } from '@redress/vault';
import {
  APPROVER,
  Case,
  CODE,
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

const PROPOSAL = { exception: 'SAFETY', ground: '该批次可能起火，依法须立即召回。', note: '已有两起类似事故。' };

const anOffered = async (flags: readonly string[] = ['safetyCritical']) => {
  const one = await Case.opened('VALID', {}, flags);
  await one.offered();
  return one;
};

const propose = (one: Case, as = HANDLER, body: object = PROPOSAL) => one.command(as, 'POST', 'imposition', body);

const decide = (one: Case, as = EXECUTIVE, decision = 'APPROVE') =>
  one.command(as, 'POST', 'imposition/decision', { decision });

const stepsOf = async ({ complaintId }: Case) => {
  const { rows } = await service.database.query<{ state: string; decider_id: string | null }>(
    'select state, decider_id from approval_step where complaint_id = $1 order by proposed_at',
    [complaintId],
  );
  return rows;
};

describe('carrying out what was offered without consent', () => {
  // T26, RM-10, D6, PM-06, SM-05
  it('is proposed by one person and decided by an executive; the remedies begin, and the complainant is told why', async () => {
    const one = await anOffered();

    const proposed = await propose(one);
    expect(proposed).toMatchObject({ status: 201, body: { state: 'RESOLUTION_OFFERED', stateSeq: 8 } });
    const asked = await one.said('approval-asked');
    expect(asked.data).toMatchObject({
      approval: 'IMPOSITION',
      proposerId: HANDLER,
      deciderId: EXECUTIVE,
      reasonCode: 'SAFETY',
    });
    expect((await one.read(EXECUTIVE)).proposals).toMatchObject([
      { kind: 'IMPOSITION', proposerId: HANDLER, reasonCode: 'SAFETY', ground: PROPOSAL.ground, note: PROPOSAL.note },
    ]);
    expect((await one.read(REPAIRER)).proposals).toMatchObject([{ ground: null, note: null }]);

    expect(await decide(one)).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS', stateSeq: 9 } });

    expect((await one.said('approval-settled')).data).toMatchObject({
      approval: 'IMPOSITION',
      result: 'APPROVED',
      proposerId: HANDLER,
    });
    const { data } = await one.said('resolution-imposed');
    expect(data).toMatchObject({
      exception: 'SAFETY',
      proposerId: HANDLER,
      approverId: EXECUTIVE,
      stepId: proposed.body['stepId'],
      remedies: [{ type: 'REFUND' }, { type: 'REPAIR' }],
    });
    expect(JSON.stringify(await service.story(one.complaintId, () => true))).not.toMatch(/起火|事故/);
    const { rows } = await service.database.query(
      'select t::text as row from approval_step t where complaint_id = $1',
      [one.complaintId],
    );
    expect(JSON.stringify(rows)).not.toMatch(/起火|事故/);
    const view = await one.read();
    expect(view).toMatchObject({
      offer: { state: 'IMPOSED', consent: null },
      plan: { remedies: [{ state: 'EXECUTING' }, { state: 'EXECUTING' }] },
      proposals: [],
    });
    const dossier = await service.get(Vault).readDossier(service.database, one.complaintId, 'resolution', FOR_WORK);
    expect(resolutionDossierContentSchema.parse(dossier?.content)).toMatchObject({
      offer: null,
      imposition: { ground: PROPOSAL.ground, outcome: 'UPHELD', remedies: [{ type: 'REFUND' }, { type: 'REPAIR' }] },
    });
  });

  it('lets the remedies be executed by others than who decided, and ends the link', async () => {
    const one = await anOffered();
    const token = await one.token();
    await propose(one);
    await decide(one, DIRECTOR);
    const { plan } = await one.read();
    const [refund, repair] = plan!.remedies;

    expect(await one.execute(refund!.remedyId, DIRECTOR)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'EXECUTOR_IS_APPROVER' }] },
    });
    expect(await one.execute(refund!.remedyId, PAYER)).toMatchObject({ status: 201 });
    expect(await one.execute(repair!.remedyId, REPAIRER)).toMatchObject({ status: 201, body: { state: 'RESOLVED' } });
    const late = await service.ask(null, 'POST', `/v1/offers/${token}`, {
      body: { code: CODE, decision: 'ACCEPT' },
      headers: { accept: 'application/json' },
    });
    expect(late.status).toBe(410);
  });

  it('leaves the offer as it stands when the executive rejects it; then it can be proposed again', async () => {
    const one = await anOffered();
    await propose(one);

    expect(await decide(one, EXECUTIVE, 'REJECT')).toMatchObject({
      status: 201,
      body: { state: 'RESOLUTION_OFFERED' },
    });
    expect(await stepsOf(one)).toEqual([{ state: 'REJECTED', decider_id: EXECUTIVE }]);
    expect(await decide(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'NOTHING_PROPOSED' }] } });
    expect(await propose(one, COLLEAGUE, { ...PROPOSAL, exception: 'LEGAL_DUTY' })).toMatchObject({ status: 201 });
    expect(await propose(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'APPROVAL_OPEN' }] } });
    expect(await one.accept()).toMatchObject({ status: 200, body: { state: 'REMEDY_IN_PROGRESS' } });
  });

  it('is not decided any more once the complainant has answered', async () => {
    const one = await anOffered();
    await propose(one);
    await one.accept();

    expect(await decide(one)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'WRONG_STATE' }, { code: 'NOTHING_PROPOSED' }] },
    });
    expect(await stepsOf(one)).toEqual([{ state: 'LAPSED', decider_id: null }]);
    expect((await one.said('approval-settled')).data).toMatchObject({ result: 'LAPSED' });
  });

  it('lapses with the complaint when it is withdrawn', async () => {
    const one = await anOffered();
    await propose(one);

    await service.tell(one.complaintId, [
      {
        contract: withdrawalRequested,
        by: 'intake',
        payload: { requestId: newId(), kind: 'WITHDRAWAL', requestedAt: '2026-03-03T04:00:00.000Z' },
      },
    ]);

    await one.becomes('WITHDRAWN');
    expect(await stepsOf(one)).toEqual([{ state: 'LAPSED', decider_id: null }]);
  });

  it('goes one way when the complainant and the executive decide at the same time', async () => {
    const one = await anOffered();
    await propose(one);

    const [imposed, accepted] = await Promise.all([decide(one), one.accept()]);

    const view = await one.read();
    expect(view.state).toBe('REMEDY_IN_PROGRESS');
    expect([imposed.status === 201, accepted.status === 200].filter(Boolean)).toHaveLength(1);
    expect(view.offer?.state).toBe(imposed.status === 201 ? 'IMPOSED' : 'ACCEPTED');
  });

  // RM-10
  it('needs safety to be concerned, or the law', async () => {
    const one = await anOffered([]);

    expect(await propose(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'NOT_SAFETY_CRITICAL' }] } });
    expect(await propose(one, HANDLER, { ...PROPOSAL, exception: 'LEGAL_DUTY' })).toMatchObject({ status: 201 });
  });

  it('is not for who proposed, drafted or handled it, nor for approvers of other ranks', async () => {
    const one = await anOffered();
    await propose(one, DIRECTOR);

    expect(await decide(one, DIRECTOR)).toMatchObject({
      status: 403,
      body: { blockedBy: expect.arrayContaining([expect.objectContaining({ code: 'DECIDER_NOT_INDEPENDENT' })]) },
    });
    expect((await decide(one, APPROVER)).status).toBe(403);
    expect((await decide(one, HANDLER)).status).toBe(403);
    expect((await propose(one, PAYER)).status).toBe(403);
    expect(await decide(one, EXECUTIVE)).toMatchObject({ status: 201 });
  });

  it('is not decided by an executive who drafted a revision', async () => {
    const one = await Case.opened('VALID', {}, ['safetyCritical']);
    await one.draft(DIRECTOR);
    await one.submit(DIRECTOR);
    await one.decide();
    await propose(one);

    expect(await decide(one, DIRECTOR)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'APPROVER_NOT_INDEPENDENT', params: { part: 'DRAFTER' } }] },
    });
  });

  it('is proposed only while an offer is out, with a ground', async () => {
    const one = await Case.opened('VALID', {}, ['safetyCritical']);
    await one.draft();
    expect(await propose(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'WRONG_STATE' }] } });

    const other = await anOffered();
    expect(await propose(other, HANDLER, { exception: 'SAFETY' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/ground' }] },
    });
    expect(await propose(other, HANDLER, { ...PROPOSAL, exception: 'HASTE' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/exception' }] },
    });
  });
});
