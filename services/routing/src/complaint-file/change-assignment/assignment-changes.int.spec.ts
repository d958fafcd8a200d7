import { complaintDetermined, complaintWithdrawn, type ChannelCode, type EventContract } from '@redress/contracts';
import { MONDAY_NINE, RoutingUnderTest, saidOfClocks, type Called } from '../../routing-under-test.spec';

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(async () => {
  await routing?.stop();
});

const view = async (id: string, who = 'staff:tang') =>
  (await routing.call(who, `/v1/complaints/${id}/assignment`)).body;

/** A command on the assignment, by the version that stands unless another is given. */
async function run(who: string, id: string, path: string, body: object, version?: number): Promise<Called> {
  const { version: now } = await view(id);
  return routing.call(who, `/v1/complaints/${id}/assignment${path}`, { body, version: version ?? now });
}

async function assigned(proposedCategory = 'PRODUCT_QUALITY.DEFECT'): Promise<string> {
  const [id] = await routing.register([{ proposedCategory, channel: 'WEB_FORM' satisfies ChannelCode }]);
  await routing.settle();
  return id!;
}

async function accepted(): Promise<{ id: string; handler: string }> {
  const id = await assigned();
  const { handlerId } = await view(id);
  expect((await run(handlerId, id, '/acceptance', {})).status).toBe(200);
  await routing.settle();
  return { id, handler: handlerId };
}

const assess = (id: string, who = 'staff:deng') =>
  view(id).then(({ version }) =>
    routing.call(who, `/v1/complaints/${id}/assessment`, {
      body: { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', urgency: 'NORMAL' },
      version,
    }),
  );

const give = (id: string, who = 'staff:qian') =>
  run(who, id, '/return', { reason: 'WRONG_UNIT', note: '不属于质量问题' });

const blockedBy = (answer: Called): string[] => (answer.body.blockedBy ?? []).map(({ code }: { code: string }) => code);

const loadOf = async (staffId: string): Promise<number> => {
  const { rows } = await routing.service.database.query<{ load: number }>(
    'select load from staff_load where staff_id = $1',
    [staffId],
  );
  return rows[0]?.load ?? 0;
};

const custodyOf = async (id: string) => {
  const { rows } = await routing.service.database.query<{ unit_id: string; handler_id: string | null }>(
    'select unit_id, handler_id from complaint_custody where complaint_id = $1',
    [id],
  );
  return rows[0];
};

describe('returning an assignment', () => {
  // T11
  it('is for who manages the unit, and brings the complaint back to assessment without unit, handler and their clock', async () => {
    const id = await assigned();
    const { handlerId } = await view(id);

    const byHandler = await give(id, handlerId);
    const byTriage = await give(id, 'staff:tang');
    const done = await give(id);

    expect(blockedBy(byHandler)).toEqual(['NOT_MANAGER_OF_UNIT']);
    expect(byTriage.status).toBe(403);
    expect(done).toMatchObject({ status: 200, body: { state: 'UNDER_ASSESSMENT', unitId: null, handlerId: null } });
    expect(await view(id)).toMatchObject({ returns: 1, ownerId: null, assignmentId: null });
    expect(await custodyOf(id)).toEqual({ unit_id: 'CS', handler_id: null });
    const story = await routing.settledStory(id);
    expect(story.at(-1)).toMatchObject({
      fact: 'assignment-returned',
      value: { fromUnitId: 'QA', reason: 'WRONG_UNIT', reasonCode: 'WRONG_UNIT', returns: 1, takenBack: false },
    });
    const clocks = (await view(id)).clocks.filter(({ running }: { running: boolean }) => running);
    const names = clocks.map(({ clock }: { clock: string }) => clock);
    expect(names).not.toContain('ASSIGNEE_ACCEPT');
    expect(names).toContain('ASSESSMENT');
  });

  it('takes the handler’s load away, and is not done twice', async () => {
    const id = await assigned();
    const { handlerId } = await view(id);
    const before = await loadOf(handlerId);
    const { version } = await view(id);

    const [one, other] = await Promise.all([
      run('staff:qian', id, '/return', { reason: 'CAPACITY' }, version),
      run('staff:qian', id, '/return', { reason: 'CAPACITY' }, version),
    ]);

    expect([one.status, other.status].sort()).toEqual([200, 412]);
    expect(await loadOf(handlerId)).toBe(before - 1);
    expect(blockedBy(await give(id))).toEqual(['WRONG_STATE']);
    expect((await run('staff:qian', id, '/return', { reason: 'NO_SUCH' })).status).toBe(422);
  });

  // T11, contracts, section 2
  it('is refused the third time, and becomes a decision of who leads the dispatcher, which cannot be returned', async () => {
    const id = await assigned();
    for (const returns of [1, 2]) {
      expect((await give(id)).status).toBe(200);
      expect((await view(id)).returns).toBe(returns);
      expect((await assess(id)).status).toBe(200);
    }

    const third = await give(id);
    const early = await run('staff:sun', id, '/decision', { unitId: 'CS', note: 'x' });
    const asked = await run('staff:qian', id, '/dispute', { reason: 'WRONG_UNIT', note: '请上级决定' });
    const again = await run('staff:qian', id, '/dispute', { reason: 'WRONG_UNIT', note: '请上级决定' });
    const byAsker = await run('staff:qian', id, '/decision', { unitId: 'CS', note: 'x' });
    const decided = await run('staff:sun', id, '/decision', { unitId: 'CS', note: '由客服处理' });

    expect(third).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'RETURNS_USED_UP', params: { returns: 2 } }] },
    });
    expect(blockedBy(early)).toEqual(['NOTHING_PROPOSED']);
    expect(asked.status).toBe(200);
    expect(blockedBy(again)).toEqual(['APPROVAL_OPEN']);
    expect(blockedBy(byAsker)).toEqual(['NOT_THE_SUPERVISOR', 'DECIDER_NOT_INDEPENDENT']);
    expect(decided).toMatchObject({ status: 200, body: { state: 'ASSIGNED', unitId: 'CS' } });
    expect(await view(id)).toMatchObject({ isFinal: true, returns: 2, ownerId: 'staff:sun' });
    expect(blockedBy(await give(id, 'staff:sun'))).toEqual(['ASSIGNMENT_FINAL']);
    expect((await routing.settledStory(id)).slice(-6).map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['approval-asked', 'approval-settled', 'assignment-returned', 'complaint-assigned']),
    );
    expect(saidOfClocks(await routing.settledStory(id)).filter(({ clock }) => clock === 'SECOND_APPROVAL')).toEqual([
      { clock: 'SECOND_APPROVAL', what: 'STARTED' },
      { clock: 'SECOND_APPROVAL', what: 'MET' },
    ]);
  });

  it('leaves no dispute open that was taken back meanwhile', async () => {
    const id = await assigned();
    for (let returns = 0; returns < 2; returns++) {
      await give(id);
      await assess(id);
    }
    await run('staff:qian', id, '/dispute', { reason: 'WRONG_UNIT', note: '请上级决定' });

    const takenBack = await run('staff:deng', id, '/recall', { reason: 'WRONG_UNIT' });

    expect(takenBack.status).toBe(200);
    const { rows } = await routing.service.database.query('select state from approval_step where complaint_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ state: 'LAPSED' }]);
  });

  // T11
  it('is not what a dispatcher does who takes it back: no return is counted', async () => {
    const id = await assigned();

    const byManager = await run('staff:qian', id, '/recall', { reason: 'EXPERTISE' });
    const done = await run('staff:deng', id, '/recall', { reason: 'EXPERTISE' });

    expect(byManager.status).toBe(403);
    expect(done).toMatchObject({ status: 200, body: { state: 'UNDER_ASSESSMENT' } });
    expect(await view(id)).toMatchObject({ returns: 0 });
    expect((await routing.settledStory(id)).at(-1)?.value).toMatchObject({ takenBack: true, returns: 0 });
  });
});

describe('changing an assignment', () => {
  it('is T11 and T9 in one transaction before the unit has accepted it', async () => {
    const id = await assigned();
    const seq = (await view(id)).stateSeq;

    const done = await run('staff:deng', id, '/change', { unitId: 'CS', reason: 'WRONG_UNIT' });

    expect(done).toMatchObject({ status: 200, body: { state: 'ASSIGNED', stateSeq: seq + 2, unitId: 'CS' } });
    const story = await routing.settledStory(id);
    expect(story.slice(-2).map(({ fact, value }) => [fact, value['stateSeq']])).toEqual([
      ['assignment-returned', seq + 1],
      ['complaint-assigned', seq + 2],
    ]);
    expect(await view(id)).toMatchObject({ returns: 0, ownerId: 'staff:sun' });
  });

  // contracts, section 2; RT-03
  it('is a fact after the unit has accepted it, and the clocks of the old team go with it', async () => {
    const { id, handler } = await accepted();
    const before = { ours: await loadOf(handler), theirs: await loadOf('staff:he') };

    const done = await run('staff:deng', id, '/change', { unitId: 'CS', handlerId: 'staff:he', reason: 'WRONG_UNIT' });

    expect(done).toMatchObject({
      status: 200,
      body: { state: 'UNDER_INVESTIGATION', unitId: 'CS', handlerId: 'staff:he' },
    });
    expect((await routing.settledStory(id)).at(-1)).toMatchObject({
      fact: 'assignment-changed',
      value: { unitId: 'CS', handlerId: 'staff:he', ownerId: 'staff:sun', unitChanged: true, reason: 'WRONG_UNIT' },
    });
    expect(await custodyOf(id)).toEqual({ unit_id: 'CS', handler_id: 'staff:he' });
    expect(await loadOf('staff:he')).toBe(before.theirs + 1);
    expect(await loadOf(handler)).toBe(before.ours - 1);
  });

  it('stays when a move of the holder that lies behind it in the log still names the old unit', async () => {
    const { id } = await accepted();
    await run('staff:deng', id, '/change', { unitId: 'CS', handlerId: 'staff:he', reason: 'WRONG_UNIT' });

    await routing.tell(id, complaintDetermined as unknown as EventContract, MONDAY_NINE);
    await routing.settle();

    expect(await custodyOf(id)).toEqual({ unit_id: 'CS', handler_id: 'staff:he' });
    expect(await view(id)).toMatchObject({ state: 'DETERMINED', unitId: 'CS', handlerId: 'staff:he' });
  });

  it('is for who dispatches, for managers among their people, and for a deputy of the handler', async () => {
    const { id, handler } = await accepted();
    const other = handler === 'staff:wu' ? 'staff:zhou' : 'staff:wu';

    const byColleague = await run(other, id, '/change', { handlerId: other, reason: 'TAKEN_OVER' });
    const outOfLine = await run('staff:qian', id, '/change', {
      unitId: 'CS',
      handlerId: 'staff:he',
      reason: 'WRONG_UNIT',
    });
    const notOfUnit = await run('staff:deng', id, '/change', { handlerId: 'staff:he', reason: 'EXPERTISE' });
    const same = await run('staff:qian', id, '/change', { handlerId: handler, reason: 'EXPERTISE' });
    const noUnit = await run('staff:deng', id, '/change', { unitId: 'NOWHERE', reason: 'WRONG_UNIT' });
    const done = await run('staff:qian', id, '/change', { handlerId: other, reason: 'EXPERTISE' });

    expect(blockedBy(byColleague)).toEqual(['NOT_MANAGER_OF_UNIT']);
    expect(blockedBy(outOfLine)).toEqual(['MAY_NOT_MOVE_IT']);
    expect(blockedBy(notOfUnit)).toEqual(['HANDLER_NOT_OF_UNIT']);
    expect(blockedBy(same)).toEqual(['NOTHING_CHANGES']);
    expect(noUnit).toMatchObject({ status: 422, body: { errors: [{ pointer: '/unitId' }] } });
    expect(done).toMatchObject({ status: 200, body: { unitId: 'QA', handlerId: other } });
    expect((await routing.settledStory(id)).at(-1)?.value).toMatchObject({ unitChanged: false });
  });

  it('is over when the complaint has ended, and not begun while it is assessed', async () => {
    const { id } = await accepted();
    const unassessed = await assigned('OTHER');
    await routing.tell(id, complaintWithdrawn as unknown as EventContract, MONDAY_NINE);
    await routing.settle();

    const refusals = [id, unassessed].map((one) =>
      run('staff:deng', one, '/change', { unitId: 'CS', reason: 'WRONG_UNIT' }),
    );
    expect((await Promise.all(refusals)).map(blockedBy)).toEqual([['NOT_OPEN'], ['NOT_ACCEPTED_YET']]);
  });

  it('is done by one of two at once', async () => {
    const { id } = await accepted();
    const { version } = await view(id);

    const answers = await Promise.all([
      run('staff:deng', id, '/change', { unitId: 'CS', reason: 'WRONG_UNIT' }, version),
      run('staff:deng', id, '/change', { unitId: 'CS', reason: 'WRONG_UNIT' }, version),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await routing.settledStory(id)).filter(({ fact }) => fact === 'assignment-changed')).toHaveLength(1);
  });
});
