import { complaintDetermined } from '@redress/contracts';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import {
  APPROVER,
  AUDITOR,
  Case,
  COLLEAGUE,
  HANDLER,
  REPAIRER,
  startResolution,
  step,
} from '../../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const REWORK = { reason: 'EVIDENCE_INSUFFICIENT', comment: '王小明家中的照片不能说明何时开裂。' };

/** The next determination of the same handling. */
const determinedAgain = (one: Case, after: number, round: number, verdict = 'PARTLY_VALID') =>
  service.tell(one.complaintId, [
    {
      contract: complaintDetermined,
      payload: { determinationId: newId(), round, verdict, unitId: 'QA', handlerId: HANDLER },
      move: step(after, 'UNDER_INVESTIGATION', 'DETERMINED', 'resolution'),
    },
  ]);

describe('sending a determination back', () => {
  // T16
  it('hands the complaint back to investigation, with the reason on the story and the comment sealed', async () => {
    const one = await Case.opened();
    const { version } = await one.read();

    expect(await one.command(APPROVER, 'POST', 'rework', REWORK)).toMatchObject({
      status: 201,
      body: { state: 'UNDER_INVESTIGATION', stateSeq: 6, round: 1, version: version + 1 },
    });

    const { data } = await one.said('rework-ordered');
    expect(data).toMatchObject({ round: 1, reason: REWORK.reason, to: 'UNDER_INVESTIGATION', holder: 'investigation' });
    expect(JSON.stringify(data)).not.toContain('照片');
    const { rows } = await service.database.query('select t::text as row from rework_order t where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('照片');
    const view = await one.read();
    expect(view).toMatchObject({
      state: 'UNDER_INVESTIGATION',
      cycle: 0,
      reworks: [{ round: 1, reason: REWORK.reason, comment: REWORK.comment, orderedBy: APPROVER }],
    });
    expect(view.commands.find(({ operationId }) => operationId === 'draftPlan')).toMatchObject({ allowed: false });
    expect(await one.draft()).toMatchObject({ status: 409 });
  });

  it('leads to another determination in the same round, as often as it is needed', async () => {
    const one = await Case.opened();
    await one.command(APPROVER, 'POST', 'rework', REWORK);
    await determinedAgain(one, 7, 2);
    await one.becomes('DETERMINED');
    expect(await one.command(AUDITOR, 'POST', 'rework', REWORK, (await one.read()).version)).toMatchObject({
      status: 201,
      body: { round: 2, stateSeq: 8 },
    });
    await determinedAgain(one, 9, 3, 'INVALID');

    const view = await one.becomes('DETERMINED');
    expect(view).toMatchObject({
      cycle: 0,
      earlierRounds: [],
      verdict: 'INVALID',
      reworks: [{ round: 1 }, { round: 2 }],
    });
    expect(new Set(view.reworks.map(({ determinationId }) => determinationId)).size).toBe(2);
    one.version = view.version;
    expect(await one.draft(HANDLER, { outcome: 'NOT_UPHELD', remedies: [] })).toMatchObject({ status: 201 });
  });

  it('is not asked for twice, nor once a plan is drafted', async () => {
    const one = await Case.opened();
    await one.command(APPROVER, 'POST', 'rework', REWORK);
    expect(await one.command(APPROVER, 'POST', 'rework', REWORK)).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:not-holder' },
    });

    const other = await Case.opened();
    await other.draft();
    expect(await other.command(APPROVER, 'POST', 'rework', REWORK)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'WRONG_STATE' }] },
    });
  });

  it('happens once when two supervisors send it back at the same time', async () => {
    const one = await Case.opened();
    const { version } = await one.read();

    const replies = await Promise.all(
      [APPROVER, AUDITOR].map((who) => one.command(who, 'POST', 'rework', REWORK, version)),
    );

    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 412]);
    expect((await one.read()).reworks).toHaveLength(1);
  });

  it.each([
    ['the handler', HANDLER, 403, 'access-denied'],
    ['a colleague of the handler', COLLEAGUE, 403, 'access-denied'],
    ['a unit that carries nothing out', REPAIRER, 404, 'not-found'],
  ])('is not for %s', async (_, who, status, problem) => {
    const one = await Case.opened();

    expect(await one.command(who, 'POST', 'rework', REWORK)).toMatchObject({
      status,
      body: { type: `urn:redress:problem:${problem}` },
    });
  });

  it.each([
    [{ comment: 'x' }, '/reason'],
    [{ reason: 'NOT_NICE', comment: 'x' }, '/reason'],
    [{ reason: 'NEW_EVIDENCE' }, '/comment'],
    [{ reason: 'NEW_EVIDENCE', comment: '  ' }, '/comment'],
    [{ ...REWORK, extra: 1 }, '/extra'],
  ])('refuses %j at %s', async (body, pointer) => {
    const one = await Case.opened();

    expect(await one.command(APPROVER, 'POST', 'rework', body)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  });
});
