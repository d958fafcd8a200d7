import { contactLogged, complaintWithdrawn, withdrawalRequested, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
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

async function run(who: string, id: string, path: string, body: object, version?: number): Promise<Called> {
  const { version: now } = await view(id);
  return routing.call(who, `/v1/complaints/${id}${path}`, { body, version: version ?? now });
}

async function underAssessment(given: object = {}): Promise<string> {
  const [id] = await routing.register([{ proposedCategory: 'OTHER', receivingUnit: 'CS', ...given }]);
  await routing.settle();
  return id!;
}

/** A contact as intake logs it. @returns its id */
async function contact(complaintId: string, replaced: object = {}): Promise<string> {
  const contactId = newId();
  await routing.tell(complaintId, contactLogged, MONDAY_NINE, {
    contactId,
    twoWay: true,
    purposes: ['ACCEPTANCE'],
    ...replaced,
  } as never);
  await routing.settle();
  return contactId;
}

const blockedBy = (answer: Called): string[] => (answer.body.blockedBy ?? []).map(({ code }: { code: string }) => code);

const steps = async (id: string) =>
  (
    await routing.service.database.query(
      'select kind, state, proposer_id, decider_id from approval_step where complaint_id = $1',
      [id],
    )
  ).rows;

const REASONS = { reason: 'NOT_OUR_PRODUCT', explanation: '您所说的产品并非我司生产。', note: '型号查无此物' };

describe('declining a complaint', () => {
  // T5, SM-07
  it('takes two people, and tells the complainant reasons that are in the dossier', async () => {
    const id = await underAssessment();

    const byManager = await run('staff:sun', id, '/decline', REASONS);
    const early = await run('staff:sun', id, '/decline/decision', { decision: 'APPROVE' });
    const proposed = await run('staff:tang', id, '/decline', REASONS);
    const again = await run('staff:tang', id, '/decline', REASONS);
    const shown = await routing.call('staff:sun', `/v1/complaints/${id}/decline`);
    const byProposer = await run('staff:tang', id, '/decline/decision', { decision: 'APPROVE' });
    const decided = await run('staff:sun', id, '/decline/decision', { decision: 'APPROVE' });

    expect(byManager.status).toBe(403);
    expect(blockedBy(early)).toEqual(['NOTHING_PROPOSED']);
    expect(proposed).toMatchObject({ status: 200, body: { state: 'UNDER_ASSESSMENT' } });
    expect(blockedBy(again)).toEqual(['APPROVAL_OPEN']);
    expect(shown.body).toMatchObject({ reason: 'NOT_OUR_PRODUCT', explanation: REASONS.explanation });
    expect(byProposer.status).toBe(403);
    expect(decided).toMatchObject({ status: 200, body: { state: 'NOT_ACCEPTED' } });
    expect(await steps(id)).toEqual([
      { kind: 'DECLINE', state: 'APPROVED', proposer_id: 'staff:tang', decider_id: 'staff:sun' },
    ]);
    const story = await routing.settledStory(id);
    expect(story.find(({ fact }) => fact === 'complaint-declined')?.value).toMatchObject({
      reason: 'NOT_OUR_PRODUCT',
      proposerId: 'staff:tang',
      approverId: 'staff:sun',
      dossierVersion: 1,
    });
    expect(JSON.stringify(story)).not.toContain(REASONS.explanation);
    expect(saidOfClocks(story).filter(({ clock }) => clock === 'SECOND_APPROVAL')).toEqual([
      { clock: 'SECOND_APPROVAL', what: 'STARTED' },
      { clock: 'SECOND_APPROVAL', what: 'MET' },
    ]);
    const running = (await view(id)).clocks.filter((one: { running: boolean }) => one.running);
    expect(running.map(({ clock }: { clock: string }) => clock)).toEqual(['REOPEN_WINDOW']);
  });

  // SM-05
  it('is not decided by who proposed it, even with the role', async () => {
    const id = await underAssessment();
    await run('staff:tang', id, '/decline', REASONS);
    await routing.service.database.query("update approval_step set proposer_id = 'staff:sun' where complaint_id = $1", [
      id,
    ]);

    const decided = await run('staff:sun', id, '/decline/decision', { decision: 'APPROVE' });

    expect(blockedBy(decided)).toEqual(['DECIDER_NOT_INDEPENDENT']);
  });

  it('goes on as before when it is rejected', async () => {
    const id = await underAssessment();
    await run('staff:tang', id, '/decline', REASONS);

    const decided = await run('staff:sun', id, '/decline/decision', { decision: 'REJECT', note: '先核实' });

    expect(decided).toMatchObject({ status: 200, body: { state: 'UNDER_ASSESSMENT' } });
    expect(await steps(id)).toMatchObject([{ state: 'REJECTED' }]);
    expect((await run('staff:tang', id, '/decline', REASONS)).status).toBe(200);
  });

  it('lapses when the case moves on, by a command or by a request that is granted', async () => {
    const assessed = await underAssessment();
    const withdrawn = await underAssessment();
    for (const id of [assessed, withdrawn]) await run('staff:tang', id, '/decline', REASONS);

    await run('staff:tang', assessed, '/assessment', {
      category: 'SERVICE_QUALITY',
      severity: 'MINOR',
      urgency: 'NORMAL',
    });
    await routing.tell(withdrawn, withdrawalRequested as unknown as EventContract, MONDAY_NINE, {
      requestId: newId(),
    } as never);
    const story = await routing.settledStory(withdrawn);

    expect(await steps(assessed)).toMatchObject([{ state: 'LAPSED' }]);
    expect(story.map(({ type }) => type)).toContain(complaintWithdrawn.type);
    expect(await steps(withdrawn)).toMatchObject([{ state: 'LAPSED' }]);
    expect(story.at(-1)).toMatchObject({ fact: 'approval-settled', value: { result: 'LAPSED', proposerId: expect.any(String) } });
  });

  it('is decided once by two at once', async () => {
    const id = await underAssessment();
    await run('staff:tang', id, '/decline', REASONS);
    const { version } = await view(id);

    const answers = await Promise.all(
      ['staff:sun', 'staff:gu'].map((who) => run(who, id, '/decline/decision', { decision: 'APPROVE' }, version)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('referring a complaint', () => {
  const REFERRAL = { organisation: '安达物流有限公司', ground: '包裹由该公司承运。', dataBasis: 'LEGAL_DUTY' };

  // T6
  it('names organisation and ground in the dossier only, and ends the complaint', async () => {
    const id = await underAssessment();

    const byFrontLine = await run('staff:chen', id, '/referral', REFERRAL);
    const done = await run('staff:tang', id, '/referral', REFERRAL);
    const again = await run('staff:tang', id, '/referral', REFERRAL);

    expect(byFrontLine.status).toBe(403);
    expect(done).toMatchObject({ status: 200, body: { state: 'REFERRED' } });
    expect(blockedBy(again)).toEqual(['WRONG_STATE']);
    const story = await routing.settledStory(id);
    expect(story.at(-1)).toMatchObject({
      fact: 'complaint-referred',
      value: { dataBasis: 'LEGAL_DUTY', dossierVersion: 1 },
    });
    expect(JSON.stringify(story)).not.toContain('安达');
  });

  it('needs the contact in which the complainant agreed, where that is the ground', async () => {
    const id = await underAssessment();
    const other = await underAssessment();
    const consent = { ...REFERRAL, dataBasis: 'CONSENT' };
    const contactId = await contact(id, { purposes: ['OTHER'] });

    expect(await run('staff:tang', id, '/referral', consent)).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/contactId', code: 'required-for' }] },
    });
    expect(await run('staff:tang', id, '/referral', { ...consent, contactId: newId() })).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:not-caught-up' },
    });
    expect((await run('staff:tang', other, '/referral', { ...consent, contactId })).status).toBe(422);
    expect((await run('staff:tang', id, '/referral', { ...consent, contactId })).status).toBe(200);
  });
});

describe('resolving on the spot', () => {
  const done = (contactId: string, replaced: object = {}) => ({
    contactId,
    outcome: 'UPHELD',
    remediesDone: [{ type: 'APOLOGY' }, { type: 'REFUND', amount: { amountMinor: 2_900, currency: 'CNY' } }],
    ...replaced,
  });

  // T8, RM-25, RT-15
  it('hands a minor complaint with recorded acceptance to resolution, assessed by the person who did it', async () => {
    const id = await underAssessment();
    const contactId = await contact(id);

    const answer = await run('staff:chen', id, '/summary-resolution', done(contactId, { note: '当场退款' }));

    expect(answer).toMatchObject({ status: 200, body: { state: 'RESOLVED', unitId: 'CS', handlerId: 'staff:chen' } });
    const story = await routing.settledStory(id);
    expect(story.slice(-2).map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['complaint-assessed', 'summary-resolved']),
    );
    expect(story.find(({ fact }) => fact === 'summary-resolved')?.value).toMatchObject({
      contactId,
      outcome: 'UPHELD',
      remediesDone: [{ type: 'APOLOGY' }, { type: 'REFUND', amount: { amountMinor: 2_900 } }],
      holder: 'resolution',
    });
    const said = saidOfClocks(story);
    for (const clock of ['ASSESSMENT', 'SOLUTION_PROPOSED', 'RESOLUTION']) {
      expect(said).toContainEqual({ clock, what: 'MET' });
    }
    expect(said).toContainEqual({ clock: 'FOLLOW_UP', what: 'STARTED' });
  });

  it('is refused what is not minor, is reportable, was not accepted or costs more than the pack allows at once', async () => {
    const id = await underAssessment();
    const serious = await underAssessment({ proposedFlags: ['legalRisk'] });
    const reportable = await underAssessment({ proposedFlags: ['regulatoryReportable'] });
    const contactId = await contact(id);
    const noAnswer = await contact(id, { purposes: ['PROGRESS'] });
    const oneWay = await contact(id, { twoWay: false });
    const post = (at: string, body: object, who = 'staff:chen') => run(who, at, '/summary-resolution', body);

    expect(blockedBy(await post(serious, done(await contact(serious))))).toEqual(['NOT_MINOR']);
    expect(blockedBy(await post(reportable, done(await contact(reportable))))).toEqual(['REPORTABLE']);
    expect(blockedBy(await post(id, done(contactId, { category: 'PRODUCT_QUALITY.SAFETY' })))).toEqual(['NOT_MINOR']);
    for (const [body, pointer] of [
      [done(noAnswer), '/contactId'],
      [done(oneWay), '/contactId'],
      [done(contactId, { category: 'NO_SUCH' }), '/category'],
      [done(contactId, { remediesDone: [{ type: 'RECALL' }] }), '/remediesDone/0/type'],
      [done(contactId, { remediesDone: [{ type: 'REFUND' }] }), '/remediesDone/0/amount'],
      [
        done(contactId, { remediesDone: [{ type: 'REFUND', amount: { amountMinor: 20_001, currency: 'CNY' } }] }),
        '/remediesDone',
      ],
      [
        done(contactId, { remediesDone: [{ type: 'REFUND', amount: { amountMinor: 1, currency: 'JPY' } }] }),
        '/remediesDone',
      ],
    ] as const) {
      expect(await post(id, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    }
    expect((await post(id, done(newId()))).body.type).toBe('urn:redress:problem:not-caught-up');
    expect((await post(id, done(contactId), 'staff:tang')).status).toBe(200);
    expect((await post(id, done(contactId))).body.type).toBe('urn:redress:problem:not-holder');
  });

  it('is done once by two at once', async () => {
    const id = await underAssessment();
    const contactId = await contact(id);
    const { version } = await view(id);

    const answers = await Promise.all(
      ['staff:chen', 'staff:tang'].map((who) => run(who, id, '/summary-resolution', done(contactId), version)),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('answering a question or suggestion', () => {
  const ANSWER = { text: '滤芯请每六个月更换一次。' };

  // T8, IN-25
  it('goes out as a letter with words that are in the dossier only, and is not turned away', async () => {
    const id = await underAssessment({ kind: 'ENQUIRY' });

    expect(blockedBy(await run('staff:tang', id, '/decline', REASONS))).toEqual(['WRONG_KIND']);
    expect(blockedBy(await run('staff:tang', await underAssessment(), '/answer', ANSWER))).toEqual(['WRONG_KIND']);
    expect((await run('staff:chen', id, '/answer', {})).body.errors).toMatchObject([{ pointer: '/text' }]);
    expect((await run('staff:gu', id, '/answer', ANSWER)).status).toBe(403);
    const answered = await run('staff:chen', id, '/answer', ANSWER);

    expect(answered).toMatchObject({ status: 200, body: { state: 'RESOLVED', handlerId: 'staff:chen' } });
    expect(blockedBy(await run('staff:chen', id, '/answer', ANSWER))).toEqual([]);
    const story = await routing.settledStory(id);
    expect(story.at(-1)).toMatchObject({
      fact: 'complaint-answered',
      value: { letterId: expect.any(String), dossierVersion: 1, unitId: 'CS' },
    });
    expect(JSON.stringify(story)).not.toContain('滤芯');
    expect(saidOfClocks(story)).toContainEqual({ clock: 'ANSWER', what: 'MET' });
  });

  it('may be told in a contact, which must prove it, by people of the unit to which it was assigned', async () => {
    const [id] = await routing.register([{ proposedCategory: 'PRODUCT_QUALITY.DEFECT', kind: 'SUGGESTION' }]);
    await routing.settle();
    const { handlerId } = await view(id!);
    const told = await contact(id!, { purposes: ['RESULT_TOLD'] });
    const other = await contact(id!, { purposes: ['PROGRESS'] });

    expect(blockedBy(await run('staff:chen', id!, '/answer', { contactId: told }))).toEqual(['ANOTHER_UNIT']);
    expect((await run(handlerId, id!, '/answer', { contactId: other })).body.errors).toMatchObject([
      { pointer: '/contactId' },
    ]);
    expect((await run(handlerId, id!, '/answer', { ...ANSWER, contactId: told })).status).toBe(422);
    expect(await run(handlerId, id!, '/answer', { contactId: told })).toMatchObject({
      status: 200,
      body: { unitId: 'QA' },
    });
    const story = await routing.settledStory(id!);
    expect(story.at(-1)?.value).toMatchObject({ contactId: told, handlerId });
    expect(saidOfClocks(story)).toContainEqual({ clock: 'ANSWER', what: 'MET' });
  });
});

describe('notes in a case', () => {
  it('are read by staff with their author, those of commands among them, and change never', async () => {
    const id = await underAssessment();
    await run('staff:tang', id, '/decline', REASONS);
    const added = await routing.call('staff:chen', `/v1/complaints/${id}/notes`, { body: { text: '客户情绪激动' } });

    const read = await routing.call('staff:sun', `/v1/complaints/${id}/notes`);

    expect(added.status).toBe(201);
    expect(read.body.items).toMatchObject([
      { kind: 'DECLINE', authorId: 'staff:tang', text: REASONS.note },
      { kind: 'NOTE', authorId: 'staff:chen', text: '客户情绪激动' },
    ]);
    const { database } = routing.service;
    const { rows } = await database.query<{ text: Buffer }>('select text from case_note where complaint_id = $1', [id]);
    expect(rows.some(({ text }) => text.toString('utf8').includes('客户'))).toBe(false);
    await expect(database.query('delete from case_note where complaint_id = $1', [id])).rejects.toThrow('append-only');
    const opened = await database.query<{ actor_id: string }>('select * from disclosure where complaint_id = $1', [id]);
    expect(opened.rows.length).toBeGreaterThan(0);
  });

  it('are for those who see the case', async () => {
    const id = await underAssessment();

    expect((await routing.call('staff:wu', `/v1/complaints/${id}/notes`)).status).toBe(404);
    expect((await routing.call('staff:gx', `/v1/complaints/${id}/notes`)).status).toBe(404);
    expect((await routing.call('staff:gu', `/v1/complaints/${id}/notes`, { body: { text: 'x' } })).status).toBe(403);
    expect((await routing.call('staff:chen', `/v1/complaints/${id}/notes`, { body: { text: ' ' } })).status).toBe(422);
  });
});
