import { createHash, randomUUID } from 'node:crypto';
import {
  assessmentStarted,
  assignmentChanged,
  clocksChanged,
  expiryRequested,
  complaintAnswered,
  complaintRegistered,
  resolutionDossierContentSchema,
  summaryResolved,
  withdrawalRequested,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest, Told } from '@redress/service-testing';
import { eventually } from '@redress/testing';
import { Vault } from '@redress/vault';
import {
  aPlan,
  APPROVER,
  APPROVER_ELSEWHERE,
  AUDITOR,
  CALLER,
  Case,
  CODE,
  COLLEAGUE,
  determined,
  EMAIL,
  EXECUTIVE,
  HANDLER,
  PAYER,
  REPAIRER,
  startResolution,
  step,
  VISITOR,
} from '../testing/case-under-test.spec';
import type { ResolutionView } from './read-case/read-case.dto';
import { CloseLapsed } from './close-lapsed/close-lapsed.work';
import { ResolutionCases } from './resolution-cases';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

describe('putting a complaint right', () => {
  // T22, T27, RM-11, FU-01, SM-03
  it('goes from plan over four eyes, consent and remedies to closure', async () => {
    const one = await Case.opened();

    const drafted = await one.draft();
    expect(drafted).toMatchObject({
      status: 201,
      body: { state: 'RESOLUTION_DRAFTED', stateSeq: 6, revision: 1, version: 2 },
    });
    expect(await one.submit()).toMatchObject({
      status: 201,
      body: { state: 'PENDING_APPROVAL', approverRole: 'REMEDY_APPROVER' },
    });
    expect(await one.decide()).toMatchObject({ status: 201, body: { state: 'RESOLUTION_OFFERED', stateSeq: 8 } });
    const { plan, offer } = await one.read();
    expect(plan).toMatchObject({
      explanation: aPlan.explanation,
      approval: { approverId: APPROVER },
      remedies: [
        {
          state: 'OFFERED',
          dueOn: '2026-03-09',
          commands: expect.arrayContaining([expect.objectContaining({ operationId: 'executeRemedy', allowed: false })]),
        },
        { state: 'OFFERED', dueOn: '2026-06-30' },
      ],
    });
    expect(JSON.stringify(offer)).not.toContain(await one.token());

    expect(await one.accept()).toMatchObject({
      status: 200,
      body: { status: 'ACCEPTED', state: 'REMEDY_IN_PROGRESS', stateSeq: 9 },
    });
    const [refund, repair] = plan!.remedies.map(({ remedyId }) => remedyId) as [string, string];
    expect(await one.execute(refund, PAYER, { amountMinor: '19900', note: '已转账' })).toMatchObject({
      status: 201,
      body: { state: 'REMEDY_IN_PROGRESS', stateSeq: 9, remedyState: 'DONE' },
    });
    expect(await one.execute(repair, REPAIRER)).toMatchObject({
      status: 201,
      body: { state: 'RESOLVED', stateSeq: 10 },
    });
    one.version = (await one.read()).version;
    expect(await one.followUp({ result: 'SUCCESS', satisfaction: 5, comment: '很满意' })).toMatchObject({
      status: 201,
      body: { state: 'CLOSED', stateSeq: 11, attempt: 1, closureCode: 'RESOLVED_SATISFIED' },
    });

    const story = await service.story(one.complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 11));
    expect(story.slice(5).map(({ stateSeq, type }) => [stateSeq, type.split('.')[2]])).toEqual([
      [6, 'resolution-drafted'],
      [7, 'resolution-submitted'],
      [8, 'resolution-offered'],
      [9, 'offer-accepted'],
      [undefined, 'remedy-executed'],
      [undefined, 'remedy-executed'],
      [10, 'complaint-resolved'],
      [undefined, 'follow-up-recorded'],
      [11, 'complaint-closed'],
    ]);
    // RM-11: the story proves what was kept as evidence.
    const evidenceSha256 = createHash('sha256').update('转账回单').digest('hex');
    const executed = story.filter(({ type }) => type.split('.')[2] === 'remedy-executed');
    expect(executed.map(({ data }) => data)).toMatchObject([{ evidenceSha256 }, { evidenceSha256 }]);
    expect(JSON.stringify(story)).not.toMatch(/密封圈|抱歉|已转账|很满意|13800138000/);
    expect(await one.read()).toMatchObject({
      status: 'CLOSED',
      closureCode: 'RESOLVED_SATISFIED',
      offer: { state: 'ACCEPTED', consent: { channel: 'LINK', textSha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      plan: {
        remedies: [
          { state: 'DONE', executedBy: PAYER },
          { state: 'DONE', executedBy: REPAIRER },
        ],
      },
      followUps: [{ result: 'SUCCESS', comment: '很满意', callerId: CALLER }],
    });
    const evidence = await service.ask<Buffer>(HANDLER, 'GET', `${one.path}/remedies/${refund}/evidence`);
    expect(evidence.body.toString()).toBe('转账回单');
  });

  // D7, LI-08, PM-07
  it('keeps drafter, approver, executor and caller apart, whatever roles they have', async () => {
    const one = await Case.opened();
    await one.draft(COLLEAGUE);

    expect(await one.submit(HANDLER)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NOT_THE_DRAFTER' }] },
    });
    await one.submit(COLLEAGUE);
    for (const [as, part] of [
      [COLLEAGUE, 'DRAFTER'],
      [HANDLER, 'HANDLER'],
    ] as const) {
      expect(await one.decide(as)).toMatchObject({
        status: 403,
        body: { blockedBy: [{ code: 'APPROVER_NOT_INDEPENDENT', params: { part } }] },
      });
    }
    for (const as of [PAYER, APPROVER_ELSEWHERE]) {
      expect(await one.decide(as)).toMatchObject({
        status: 403,
        body: { blockedBy: [{ code: 'NO_AUTHORITY_TO_APPROVE' }] },
      });
    }
    await one.decide();
    await one.accept();
    const { plan } = await one.read();
    const [refund, repair] = plan!.remedies as unknown as [{ remedyId: string }, { remedyId: string }];
    expect(await one.execute(refund.remedyId, REPAIRER)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NOT_OWNER_OF_THE_REMEDY' }] },
    });
    await one.execute(refund.remedyId, PAYER);
    await one.execute(repair.remedyId, REPAIRER);
    one.version = (await one.read()).version;
    expect(await one.followUp({ result: 'SUCCESS', satisfaction: 5 }, HANDLER)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'CALLER_NOT_INDEPENDENT', params: { part: 'HANDLER' } }] },
    });
  });

  it('refuses plans that do not suit the verdict or the pack, field by field', async () => {
    const valid = await Case.opened();
    const invalid = await Case.opened('INVALID');

    expect(await valid.draft(HANDLER, { remedies: [] })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/remedies' }] },
    });
    expect(
      await valid.draft(HANDLER, {
        remedies: [
          { type: 'REFUND', ownerUnitId: 'FIN' },
          { type: 'RECALL', ownerUnitId: 'NOWHERE', dueOn: '2026-03-01' },
        ],
      }),
    ).toMatchObject({
      status: 422,
      body: {
        errors: [
          { pointer: '/remedies/0/amount' },
          { pointer: '/remedies/1/type' },
          { pointer: '/remedies/1/ownerUnitId' },
          { pointer: '/remedies/1/dueOn' },
        ],
      },
    });
    expect(await invalid.draft()).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/outcome' }, { pointer: '/remedies/0/amount' }] },
    });
    expect((await valid.read()).version).toBe(1);
  });

  it('keeps the terms of each remedy by its type, and tells the complainant those that are for them', async () => {
    const one = await Case.opened();
    const amount = { amountMinor: 19_900, currency: 'CNY' };

    const { plan } = await one.offered();

    expect(plan!.remedies).toMatchObject([
      { type: 'REFUND', amount, basis: 'LAW', proof: { en: 'Receipt of the payment' } },
      { type: 'REPAIR', proof: { zh: '维修单' } },
    ]);
    const { rows } = await service.database.query(
      `select l.type, l.terms from remedy_line l join resolution_plan p using (plan_id, revision)
       where p.complaint_id = $1 order by l.place`,
      [one.complaintId],
    );
    expect(rows).toEqual([
      { type: 'REFUND', terms: { amount, basis: 'LAW' } },
      { type: 'REPAIR', terms: {} },
    ]);
    const story = await service.story(one.complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 8));
    const offered = story.find(({ stateSeq }) => stateSeq === 8)?.data as { remedies: object[] };
    expect(offered.remedies).toMatchObject([{ type: 'REFUND', amount, basis: 'LAW' }, { type: 'REPAIR' }]);
    const dossier = await service.get(Vault).readDossier(service.database, one.complaintId, 'resolution', FOR_WORK);
    expect(resolutionDossierContentSchema.parse(dossier?.content).offer?.remedies).toEqual([
      { type: 'REFUND', amount, dueOn: '2026-03-09' },
      { type: 'REPAIR', dueOn: '2026-06-30' },
    ]);
    expect((await one.accept()).body['remedies']).toEqual([
      { type: 'REFUND', amount, dueOn: '2026-03-09' },
      { type: 'REPAIR', dueOn: '2026-06-30' },
    ]);
  });

  it('refuses terms that a remedy does not have, and does not read a row whose terms are wrong', async () => {
    const one = await Case.opened();
    const amount = { amountMinor: 19_900, currency: 'CNY' };
    const repair = { type: 'REPAIR', ownerUnitId: 'LOG' };

    for (const [remedy, pointer] of [
      [{ ...repair, amount }, '/remedies/0/amount'],
      [{ ...repair, basis: 'LAW' }, '/remedies/0/basis'],
      [{ ...repair, type: 'REFUND', amount: { ...amount, amountMinor: 0 } }, '/remedies/0/amount/amountMinor'],
      [{ ...repair, type: 'FLOWERS' }, '/remedies/0/type'],
    ] as const) {
      expect(await one.draft(HANDLER, { remedies: [remedy] })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer }] },
      });
    }

    await one.draft();
    await service.database.query(
      `update remedy_line l set terms = '{"amount": {"amountMinor": -1, "currency": "CNY"}}' from resolution_plan p
       where p.plan_id = l.plan_id and p.complaint_id = $1 and l.type = 'REFUND'`,
      [one.complaintId],
    );
    await expect(service.get(ResolutionCases).situation(service.database, one.complaintId)).rejects.toThrow(
      'A remedy REFUND has terms that its type does not allow: amount.amountMinor',
    );
  });

  // T19
  it('sends a rejected plan back until it is revised, and asks for the role that its cost needs', async () => {
    const one = await Case.opened();
    await one.draft();
    await one.submit();

    expect(await one.decide(APPROVER, { decision: 'REJECT' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reasonCode' }] },
    });
    expect(
      await one.decide(APPROVER, { decision: 'REJECT', reasonCode: 'TOO_LITTLE', comment: '金额不足' }),
    ).toMatchObject({
      status: 201,
      body: { state: 'RESOLUTION_DRAFTED', offerId: null },
    });
    expect(await one.submit()).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'REJECTED_PLAN_NOT_REVISED' }] },
    });
    const dear = {
      ...aPlan,
      remedies: [{ type: 'REFUND', amount: { amountMinor: 500_001, currency: 'CNY' }, ownerUnitId: 'FIN' }],
    };
    expect(await one.command(HANDLER, 'PUT', 'plan', dear)).toMatchObject({
      status: 200,
      body: { revision: 2, state: 'RESOLUTION_DRAFTED', stateSeq: 8 },
    });
    expect(await one.submit()).toMatchObject({ status: 201, body: { approverRole: 'EXECUTIVE', stateSeq: 9 } });
    expect((await one.decide(APPROVER)).status).toBe(403);
    expect(await one.decide(EXECUTIVE)).toMatchObject({
      status: 201,
      body: { state: 'RESOLUTION_OFFERED', revision: 2 },
    });
  });

  // architecture 5.5
  it('shows no words of an earlier revision in a later one', async () => {
    const one = await Case.opened();
    await one.draft();
    await one.command(HANDLER, 'PUT', 'plan', { ...aPlan, explanation: '改过的说明' });
    expect((await one.read()).plan?.explanation).toBe('改过的说明');

    await service.database.query(
      `update resolution_plan new set explanation = old.explanation from resolution_plan old
       where new.complaint_id = $1 and old.plan_id = new.plan_id and new.revision = 2 and old.revision = 1`,
      [one.complaintId],
    );

    expect(await service.ask(HANDLER, 'GET', one.path)).toMatchObject({
      status: 500,
      body: { type: 'urn:redress:problem:content-broken' },
    });
  });

  // architecture 5.5
  it('opens no earlier dossier in the place of the newest', async () => {
    const one = await Case.opened();
    await one.offered();
    const { rows } = await service.database.query<{ sealed: Buffer }>(
      `select sealed from dossier where complaint_id = $1 and source = 'resolution'`,
      [one.complaintId],
    );
    await service.database.query(
      `update dossier set version = 2 where complaint_id = $1 and source = 'resolution' and sealed = $2`,
      [one.complaintId, rows[0]?.sealed],
    );

    await expect(one.token()).rejects.toMatchObject({ name: 'SealBroken' });
  });

  it('lets one of two drafts stand that were written at the same time', async () => {
    const one = await Case.opened();

    const answers = await Promise.all([one.draft(HANDLER), one.draft(COLLEAGUE)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
  });

  it('resolves at once what needs no remedy', async () => {
    const one = await Case.opened('INVALID');
    await one.offered({ outcome: 'NOT_UPHELD', apology: undefined, remedies: [] });

    expect(await one.accept()).toMatchObject({
      status: 200,
      body: { status: 'ACCEPTED', state: 'RESOLVED', stateSeq: 10 },
    });
  });

  // PM-06
  it('executes nothing without consent, nothing twice, and pays what was accepted', async () => {
    const one = await Case.opened();
    const { plan } = await one.offered();
    const { remedyId } = plan!.remedies[0]!;

    expect(await one.execute(remedyId, PAYER)).toMatchObject({
      status: 409,
      body: {
        blockedBy: [{ code: 'WRONG_STATE' }, { code: 'NO_RECORDED_CONSENT' }, { code: 'REMEDY_NOT_EXECUTABLE' }],
      },
    });
    await one.accept();
    for (const amountMinor of ['19901', '19899']) {
      expect(await one.execute(remedyId, PAYER, { amountMinor })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/amountMinor' }] },
      });
    }
    const key = randomUUID();
    const [first, twin] = await Promise.all([
      one.execute(remedyId, PAYER, {}, key),
      one.execute(remedyId, PAYER, {}, key),
    ]);
    expect([first.status, twin.status]).toEqual([201, 201]);
    expect(twin.body).toEqual(first.body);
    expect(await one.execute(remedyId, PAYER)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'REMEDY_NOT_EXECUTABLE' }] },
    });
  });
});

describe('following up', () => {
  it('reopens on dissatisfaction, and a new round begins with the next determination', async () => {
    const one = await Case.opened();
    await one.resolved();

    expect(await one.followUp({ result: 'FAILED', satisfaction: 1 })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/reasonCode' }] },
    });
    expect(await one.followUp({ result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_FIXED' })).toMatchObject({
      status: 201,
      body: { state: 'UNDER_ASSESSMENT', stateSeq: 11, closureCode: null },
    });
    await service.tell(one.complaintId, determined('PARTLY_VALID', 11));
    const second = await service.read<ResolutionView>(HANDLER, one.path, ({ cycle }) => cycle === 1);
    expect(second).toMatchObject({
      status: 'OPEN',
      plan: null,
      offer: null,
      followUps: [],
      earlierRounds: [
        { cycle: 0, status: 'REOPENED', plan: { status: 'APPROVED' }, followUps: [{ result: 'FAILED' }] },
      ],
    });
    one.version = second.version;
    expect(await one.draft()).toMatchObject({ status: 201, body: { revision: 1, stateSeq: 15 } });
  });

  it('closes as unreachable after three attempts on two days', async () => {
    const one = await Case.opened();
    await one.resolved();
    const inVain = () => one.followUp({ result: 'UNREACHABLE' });

    for (const attempt of [1, 2, 3]) {
      expect(await inVain()).toMatchObject({ status: 201, body: { attempt, state: 'RESOLVED', closureCode: null } });
    }
    service.setTime('2026-03-03T02:00:00Z');

    expect(await inVain()).toMatchObject({
      status: 201,
      body: { attempt: 4, state: 'CLOSED', closureCode: 'UNREACHABLE' },
    });
  });
});

describe('what other services say', () => {
  it('opens one round when the determination arrives twice', async () => {
    const complaintId = await service.aComplaint();

    await service.tell(complaintId, determined('VALID'), 2);

    expect(await new Case(complaintId).read()).toMatchObject({ cycle: 0, version: 1, earlierRounds: [] });
  });

  it('ends the round and voids the offer when the complainant withdraws', async () => {
    const one = await Case.opened();
    await one.offered();

    await service.tell(one.complaintId, [{ contract: withdrawalRequested, payload: { requestId: newId() } }], 2);
    const view = await service.read<ResolutionView>(HANDLER, one.path, ({ status }) => status === 'ENDED');

    expect(view).toMatchObject({ state: 'WITHDRAWN', offer: { state: 'VOID', consent: null } });
    expect(await one.accept()).toMatchObject({ status: 410, body: { type: 'urn:redress:problem:offer-withdrawn' } });
  });

  // T34
  it('grants a withdrawal after the acceptance as long as no remedy was begun', async () => {
    const one = await Case.opened();
    const { plan } = await one.offered();
    await one.accept();

    await service.tell(one.complaintId, [{ contract: withdrawalRequested, payload: { requestId: newId() } }]);
    const view = await service.read<ResolutionView>(HANDLER, one.path, ({ status }) => status === 'ENDED');

    expect(view).toMatchObject({ state: 'WITHDRAWN' });
    expect(await one.execute(plan!.remedies[0]!.remedyId, PAYER)).toMatchObject({ status: 409 });
  });

  // T34
  it('refuses a withdrawal once a remedy was executed, in whatever state the complaint is', async () => {
    const one = await Case.opened();
    const { plan } = await one.offered();
    await one.accept();
    expect(await one.execute(plan!.remedies[0]!.remedyId, PAYER)).toMatchObject({ status: 201 });

    await service.tell(one.complaintId, [{ contract: withdrawalRequested, payload: { requestId: newId() } }]);

    const isRefusal = ({ type }: { type: string }) => type === 'redress.complaint.request-refused.v1';
    const story = await service.story(one.complaintId, (events) => events.some(isRefusal));
    expect(story.find(isRefusal)).toMatchObject({ data: { reasonCode: 'REMEDY_IN_EXECUTION' } });
    expect(await one.read()).toMatchObject({ status: 'OPEN', state: 'REMEDY_IN_PROGRESS' });
  });
});

describe('the link of an offer', () => {
  const open = async (token: string, body?: Record<string, string>, query = '') => {
    const reply = await service.ask<Buffer>(null, body ? 'POST' : 'GET', `/v1/offers/${token}${query}`, {
      ...(body ? { body: new URLSearchParams(body) } : {}),
      headers: { accept: 'text/html' },
    });
    return { ...reply, text: reply.body.toString() };
  };

  it('reveals and changes nothing until the code is proven, however often it is opened', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();

    const pages = [await open(token), await open(token), await open(token, undefined, '?lang=en')];

    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const { headers, text } of pages) {
      expect(text).toContain('澄明电器');
      expect(text).not.toMatch(/密封圈|199|REFUND|退款|GSCS|K7MQ|8000|王小明/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      const nonce = /style-src 'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
      expect(text).toContain(`<style nonce="${nonce}">`);
    }
    expect(pages[2]?.text).toContain('<html lang="en">');
    expect(await one.read()).toMatchObject({ state: 'RESOLUTION_OFFERED', offer: { state: 'OPEN' } });
  });

  it('shows the offer after the code, accepts once and shows the decision later', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();

    const shown = await open(token, { code: ' k7mq-2xwp-9rta ', decision: 'VIEW' });
    expect(shown.status).toBe(200);
    expect(shown.text).toMatch(/密封圈有缺陷[\s\S]*退款[\s\S]*¥199\.00[\s\S]*2026年6月30日[\s\S]*接受方案/);
    expect((await one.read()).offer?.state).toBe('OPEN');

    expect(shown.text).toMatch(/请在 .*2026.* 前答复/);
    const accepted = await open(token, { code: CODE, decision: 'ACCEPT' });
    expect(accepted).toMatchObject({ status: 200, text: expect.stringContaining('方案已接受') });
    const again = await open(token, { code: CODE, decision: 'ACCEPT' });
    expect(again).toMatchObject({ status: 409, text: expect.stringMatching(/您已于 .* 接受这份方案/) });
    // The link has ended: the door says so to everybody, how it ended only to the complainant.
    const door = await open(token);
    expect(door).toMatchObject({ status: 410, text: expect.stringContaining('这个链接已失效') });
    expect(door.text).not.toMatch(/<form|您已于|GSCS/);
    const later = await open(token, { code: CODE, decision: 'VIEW' });
    expect(later).toMatchObject({ status: 410, text: expect.stringMatching(/您已于 .* 接受这份方案/) });
    expect(later.text).not.toMatch(/value="ACCEPT"|密封圈|退款/);
    const story = await service.story(one.complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 9));
    expect(story.filter(({ type }) => type.includes('offer-accepted'))).toMatchObject([
      { data: { consentChannel: 'LINK', actor: { kind: 'COMPLAINANT' } } },
    ]);
  });

  it('takes one of two acceptances that are sent at the same time', async () => {
    const one = await Case.opened();
    await one.offered();

    const answers = await Promise.all([one.accept(), one.accept()]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('says the same of every wrong code and closes for a while after five', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();

    const wrong = [];
    for (const code of ['8000', 'K7MQ2XWP9RTB', '13800138000', '<script>', '138000']) {
      wrong.push(await open(token, { code, decision: 'ACCEPT' }, '?lang=en'));
    }

    expect(new Set(wrong.map(({ status, text }) => `${status} ${text.replaceAll(/nonce="[^"]+"/g, '')}`)).size).toBe(1);
    expect(wrong[0]).toMatchObject({ status: 403, text: expect.stringContaining('<title>Error: ') });
    const right = await open(token, { code: 'K7MQ2XWP9RTA', decision: 'ACCEPT' });
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(800);
    expect(await one.read()).toMatchObject({ state: 'RESOLUTION_OFFERED', offer: { state: 'OPEN' } });
  });

  it('tells of missing codes and of links that lead nowhere, to people and to programs', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();
    const asProgram = (path: string, body: object) =>
      service.ask(null, 'POST', `/v1/offers/${path}`, { body, headers: { accept: 'application/json' } });

    expect(await open(token, { code: ' ', decision: 'VIEW' })).toMatchObject({
      status: 422,
      text: expect.stringContaining('role="alert"'),
    });
    expect(await open('nowhere')).toMatchObject({ status: 404, text: expect.stringContaining('找不到这份方案') });
    expect(await asProgram(token, {})).toMatchObject({ status: 422, body: { errors: [{ pointer: '/code' }] } });
    expect(await asProgram('nowhere', { code: CODE })).toMatchObject({ status: 404 });
    expect(await asProgram(token, { code: '8000' })).toMatchObject({ status: 403 });
    expect(await asProgram(token, { code: CODE })).toMatchObject({
      status: 200,
      body: { status: 'OPEN', revision: 1, outcome: 'UPHELD' },
    });
  });

  it('shows nothing any more once the person was erased', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();

    await service.database.query('delete from data_key where complaint_id = $1', [one.complaintId]);

    expect(await open(token, { code: CODE, decision: 'VIEW' })).toMatchObject({
      status: 410,
      text: expect.stringContaining('内容已删除'),
    });
    expect((await one.read()).plan).toMatchObject({ explanation: null, outcome: 'UPHELD' });
  });
});

describe('a one-time code', () => {
  const ask = (token: string, body: object, address = VISITOR) =>
    service.ask<Record<string, unknown>>(null, 'POST', `/v1/offers/${token}`, {
      body,
      headers: { accept: 'application/json', 'x-forwarded-for': address },
    });
  const send = (token: string) => ask(token, { decision: 'SEND_CODE' });
  const codeOf = async ({ complaintId }: Case): Promise<string> => {
    const dossier = await service.get(Vault).readDossier(service.database, complaintId, 'resolution', FOR_WORK);
    return resolutionDossierContentSchema.parse(dossier?.content).oneTimeCode!.code;
  };
  const isIssued = ({ type }: { type: string }) => type === 'redress.resolution.one-time-code-issued.v1';
  const offered = async (email = EMAIL) => {
    const one = await Case.opened('VALID', { email: email.replace('@', `+${randomUUID()}@`) });
    await one.offered();
    return { one, token: await one.token() };
  };
  /** Lets a time pass for the codes of one complaint. */
  const passes = ({ complaintId }: Case, minutes: number) =>
    service.database.query(
      `update one_time_code set sent_at = sent_at - make_interval(mins => $2),
         expires_at = expires_at - make_interval(mins => $2), ticket_until = ticket_until - make_interval(mins => $2)
       where complaint_id = $1`,
      [complaintId, minutes],
    );

  beforeEach(async () => {
    await service.database.query('delete from one_time_code');
  });

  it('is sent sealed, opens the offer once, and what stands for it lets the page go on', async () => {
    const { one, token } = await offered();

    expect(await send(token)).toMatchObject({ status: 200, body: { sent: true } });
    const code = await codeOf(one);
    const story = await service.story(one.complaintId, (events) => events.some(isIssued));
    expect(story.find(isIssued)).toMatchObject({ data: { dossierVersion: 2, actor: { kind: 'COMPLAINANT' } } });
    expect(JSON.stringify(story)).not.toContain(code);
    const { rows } = await service.database.query('select t::text as row from one_time_code t');
    expect(JSON.stringify(rows)).not.toContain(code);

    const shown = await ask(token, { code });
    expect(shown).toMatchObject({ status: 200, body: { status: 'OPEN', ticket: expect.any(String) } });
    expect(await ask(token, { code })).toMatchObject({ status: 403 });
    const { ticket } = shown.body;
    expect(await ask(token, { ticket, decision: 'ACCEPT' })).toMatchObject({
      status: 200,
      body: { status: 'ACCEPTED' },
    });
    expect(await ask(token, { ticket, decision: 'ACCEPT' })).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:offer-decided' },
    });
    const { rows: consents } = await service.database.query('select proof from offer_answer where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(consents).toEqual([{ proof: 'ONE_TIME_CODE' }]);
  });

  it('may accept at once, without a look before', async () => {
    const { one, token } = await offered();
    await send(token);

    expect(await ask(token, { code: await codeOf(one), decision: 'ACCEPT' })).toMatchObject({ status: 200 });
  });

  it('is none after ten minutes, after another one was sent, on another offer, and after five wrong entries', async () => {
    const { one, token } = await offered();
    const other = await offered();
    await send(token);
    const first = await codeOf(one);
    expect(await ask(other.token, { code: first })).toMatchObject({ status: 403 });
    await send(token);
    const second = await codeOf(one);
    if (second !== first) expect(await ask(token, { code: first })).toMatchObject({ status: 403 });
    await passes(one, 11);
    expect(await ask(token, { code: second })).toMatchObject({ status: 403 });
    await service.database.query('update offer set failed_tries = 0');

    await send(token);
    const third = await codeOf(one);
    const wrong = third === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await ask(token, { code: wrong })).toMatchObject({ status: 403 });
      await service.database.query('update offer set failed_tries = 0');
    }
    expect(await ask(token, { code: third })).toMatchObject({ status: 403 });
  });

  it('lets the page go on for half an hour, on its own offer only', async () => {
    const { one, token } = await offered();
    const other = await offered();
    await send(token);
    const { ticket } = (await ask(token, { code: await codeOf(one) })).body;

    expect(await ask(other.token, { ticket })).toMatchObject({
      status: 403,
      body: { type: 'urn:redress:problem:proof-expired' },
    });
    expect(await ask(token, { ticket })).toMatchObject({ status: 200 });
    await passes(one, 31);
    expect(await ask(token, { ticket, decision: 'ACCEPT' })).toMatchObject({ status: 403 });
  });

  it('is sent three times an hour for a complaint and five times to a recipient, however the address is written', async () => {
    const { one, token } = await offered('busy@mail.example');
    const { token: second } = await offered('Busy@Mail.example');

    const own = [await send(token), await send(token), await send(token), await send(token)];
    expect(own.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(own[3]?.headers.get('retry-after'))).toBeGreaterThan(3_500);
    const others = [await send(second), await send(second), await send(second)];
    expect(others.map(({ status }) => status)).toEqual([200, 200, 429]);
    await passes(one, 61);
    expect((await send(token)).status).toBe(200);
  });

  it('is used by one of two who enter it at the same time', async () => {
    const { one, token } = await offered();
    await send(token);
    const code = await codeOf(one);

    const answers = await Promise.all([
      ask(token, { code, decision: 'ACCEPT' }),
      ask(token, { code, decision: 'ACCEPT' }),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('cannot be sent without an address, and the page says so in words', async () => {
    const one = await Case.opened();
    await one.offered();

    expect(await send(await one.token())).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:no-address' },
    });
  });

  it('is asked for and entered on the page without a script', async () => {
    const { one, token } = await offered();
    const press = async (form: Record<string, string>) => {
      const reply = await service.ask<Buffer>(null, 'POST', `/v1/offers/${token}?lang=en`, {
        body: new URLSearchParams(form),
        headers: { accept: 'text/html' },
      });
      return { status: reply.status, text: reply.body.toString() };
    };

    const sent = await press({ decision: 'SEND_CODE' });
    expect(sent).toMatchObject({ status: 200, text: expect.stringContaining('The code is on its way') });
    const shown = await press({ decision: 'VIEW', code: await codeOf(one) });
    const ticket = /name="ticket" value="([\w-]{43})"/.exec(shown.text)?.[1];
    expect(shown.text).not.toContain(await codeOf(one));
    expect(await press({ decision: 'ACCEPT', ticket: ticket ?? '' })).toMatchObject({
      status: 200,
      text: expect.stringContaining('You have accepted'),
    });
  });
});

describe('wrong codes', () => {
  it('are counted on the complaint over all windows, close it for the day, and alarm', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();
    const enter = (code: string) =>
      service.ask(null, 'POST', `/v1/offers/${token}`, { body: { code }, headers: { accept: 'application/json' } });
    const metric = async (name: string) => {
      const text = await (await service.call(null, '/metrics')).text();
      return Number(new RegExp(`^redress_${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    };
    const before = { wrong: await metric('wrong_codes_total'), locks: await metric('wrong_code_locks_total') };

    for (let tries = 0; tries < 20; tries += 1) {
      expect((await enter('K7MQ2XWP9RTB')).status).toBe(403);
      // As if the window of the offer were over.
      await service.database.query('update offer set failed_tries = 0');
    }

    const locked = await enter(CODE);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(80_000);
    expect(await metric('wrong_codes_total')).toBe(before.wrong + 20);
    expect(await metric('wrong_code_locks_total')).toBe(before.locks + 1);
    await service.database.query('update wrong_code set window_ends_at = clock_timestamp() where complaint_id = $1', [
      one.complaintId,
    ]);
    expect((await enter(CODE)).status).toBe(200);
  });
});

describe('consent from an address of staff', () => {
  const accept = async (one: Case, address: string) =>
    service.ask(null, 'POST', `/v1/offers/${await one.token()}`, {
      body: { code: CODE, decision: 'ACCEPT' },
      headers: { accept: 'application/json', 'x-forwarded-for': address },
    });
  const signIn = (address: string, path: string) =>
    service.ask(HANDLER, 'GET', path, { headers: { 'x-forwarded-for': address } });
  const marked = async () => {
    const { body } = await service.ask<{ items: { complaintId: string }[] }>(
      AUDITOR,
      'GET',
      '/v1/consents/marked?limit=200',
    );
    return body.items;
  };

  // SY-04
  it('is marked for the auditor, tells no address, and blocks nothing', async () => {
    const [office, home, old] = [await Case.opened(), await Case.opened(), await Case.opened()];
    for (const one of [office, home, old]) await one.offered();
    await signIn('2001:db8:7:1::5', office.path);
    await signIn('198.51.100.9', old.path);
    await service.database.query(`update staff_address set used_at = used_at - interval '25 hours'
      where used_at = (select max(used_at) from staff_address)`);

    expect(await accept(office, '2001:db8:7:1:aaaa::77')).toMatchObject({ status: 200, body: { status: 'ACCEPTED' } });
    expect((await accept(home, '2001:db8:7:2::5')).status).toBe(200);
    expect((await accept(old, '198.51.100.9')).status).toBe(200);

    const items = await marked();
    const ours = items.filter(({ complaintId }) => [office, home, old].some((one) => one.complaintId === complaintId));
    expect(ours).toEqual([
      expect.objectContaining({ complaintId: office.complaintId, mark: 'STAFF_ADDRESS', proof: 'TRACKING_CODE' }),
    ]);
    const { rows } = await service.database.query('select t::text as row from staff_address t');
    expect(JSON.stringify([rows, items])).not.toMatch(/2001:db8|198\.51/);
    const story = await service.story(office.complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 9));
    expect(JSON.stringify(story)).not.toMatch(/STAFF_ADDRESS|2001:db8/);
  });

  it('is listed to auditors only', async () => {
    for (const who of [HANDLER, APPROVER, EXECUTIVE, CALLER]) {
      expect((await service.ask(who, 'GET', '/v1/consents/marked')).status).toBe(403);
    }
  });
});

/** The way to a complaint that routing settled without an investigation. */
const settled = (contract: Told['contract'], payload: object, after = 2): Told[] => [
  ...(after === 2
    ? [
        { contract: complaintRegistered, move: step(1, null, 'REGISTERED', 'routing') },
        { contract: assessmentStarted, move: step(2, 'REGISTERED', 'UNDER_ASSESSMENT', 'routing') },
      ]
    : []),
  { contract, payload, move: step(after + 1, 'UNDER_ASSESSMENT', 'RESOLVED', 'resolution') },
];

const ON_THE_SPOT = {
  contactId: newId(),
  outcome: 'UPHELD',
  remediesDone: [{ type: 'APOLOGY' }],
  unitId: 'QA',
  handlerId: HANDLER,
};

// T8, contracts, section 2
describe('what routing settled without an investigation', () => {
  it('opens one round without verdict and plan, which another person follows up and closes as resolved at once', async () => {
    const one = new Case(await service.aComplaint());
    await service.tell(one.complaintId, settled(summaryResolved, ON_THE_SPOT), 2);
    const view = await service.read<ResolutionView>(HANDLER, one.path);
    const report = { result: 'SUCCESS', satisfaction: 5 };

    expect(view).toMatchObject({
      cycle: 0,
      status: 'OPEN',
      verdict: null,
      reasonableness: null,
      plan: null,
      outcome: 'UPHELD',
      remediesDone: [{ type: 'APOLOGY' }],
      earlierRounds: [],
    });
    expect(await one.followUp(report, HANDLER)).toMatchObject({ status: 403 });
    expect(await one.followUp(report)).toMatchObject({
      status: 201,
      body: { state: 'CLOSED', closureCode: 'SUMMARY_RESOLVED' },
    });
    const story = await service.story(one.complaintId, (events) => events.some(isClosure));
    expect(story.find(isClosure)).toMatchObject({ data: { closureCode: 'SUMMARY_RESOLVED', outcome: 'UPHELD' } });
  });

  it('goes back to assessment when the complainant is not content after all (T29)', async () => {
    const one = new Case(await service.aComplaint());
    await service.tell(one.complaintId, settled(summaryResolved, ON_THE_SPOT));
    await service.read<ResolutionView>(HANDLER, one.path);

    expect(await one.followUp({ result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_FIXED' })).toMatchObject({
      status: 201,
      body: { state: 'UNDER_ASSESSMENT', closureCode: null },
    });
    await service.tell(one.complaintId, determined('VALID', 4));

    expect(await service.read<ResolutionView>(HANDLER, one.path, ({ cycle }) => cycle === 1)).toMatchObject({
      verdict: 'VALID',
      outcome: null,
      earlierRounds: [{ cycle: 0, status: 'REOPENED', verdict: null }],
    });
  });

  // IN-25
  it('closes answers without a follow-up, once', async () => {
    const complaintId = await service.aComplaint();
    const answered = { letterId: newId(), dossierVersion: 1, unitId: 'QA', handlerId: HANDLER };

    await service.tell(complaintId, settled(complaintAnswered, answered), 2);
    const view = await service.read<ResolutionView>(HANDLER, new Case(complaintId).path);

    expect(view).toMatchObject({ state: 'CLOSED', status: 'CLOSED', closureCode: 'ANSWERED', earlierRounds: [] });
    const story = await service.story(complaintId, (events) => events.some(isClosure));
    const closures = story.filter(isClosure);
    expect(closures).toHaveLength(1);
    expect(closures[0]).toMatchObject({ data: { closureCode: 'ANSWERED', stateSeq: 4 } });
    expect(closures[0]?.data).not.toHaveProperty('outcome');
  });

  it('ends with a withdrawal that was asked for before and reaches it on the way', async () => {
    const complaintId = await service.aComplaint();
    const [registered, assessed, summary] = settled(complaintAnswered, { unitId: 'QA', handlerId: HANDLER });

    await service.tell(complaintId, [
      registered!,
      assessed!,
      { contract: withdrawalRequested, payload: { requestId: newId() } },
      summary!,
    ]);
    const view = await service.read<ResolutionView>(HANDLER, new Case(complaintId).path);

    expect(view).toMatchObject({ state: 'WITHDRAWN' });
  });
});

function isClosure({ type }: { readonly type: string }): boolean {
  return type === 'redress.resolution.complaint-closed.v1';
}

// contracts, section 2
describe('when another unit or person becomes responsible', () => {
  it('drafts on for the new ones, whichever of the two events the round hears first', async () => {
    const one = await Case.opened();
    const late = new Case(await service.aComplaint());
    const changed = {
      contract: assignmentChanged,
      payload: { unitId: 'LOG', handlerId: REPAIRER, unitChanged: true, reason: 'WRONG_UNIT' },
    };
    const way = determined('VALID');

    await service.tell(one.complaintId, [changed], 2);
    // Investigation determined before it had heard of the change.
    await service.tell(late.complaintId, [...way.slice(0, -1), changed, way.at(-1)!]);

    for (const { path } of [one, late]) {
      const view = await service.read<ResolutionView>(REPAIRER, path, ({ unitId }) => unitId === 'LOG');
      expect(view).toMatchObject({ unitId: 'LOG', handlerId: REPAIRER });
    }
  });
});

// Business time goes on here by weeks.
describe('an offer that nobody answers', () => {
  const clockId = newId();
  const decision = (given: { startedAt: Date; dueAt: Date; clockId?: string }) => ({
    clockId: given.clockId ?? clockId,
    clock: 'CUSTOMER_DECISION',
    cycle: 0,
    run: 0,
    class: 'OPERATIONAL',
    state: 'RUNNING',
    startedAt: given.startedAt.toISOString(),
    dueAt: given.dueAt.toISOString(),
    breached: false,
    provisional: false,
    changes: ['STARTED'],
  });
  const after = (at: string | Date, days: number, ms = 0) => new Date(new Date(at).getTime() + days * 86_400_000 + ms);
  const expiry = (ofClock: string, dueAt: Date): Told => ({
    contract: expiryRequested,
    payload: {
      requestId: newId(),
      kind: 'EXPIRY',
      requestedAt: dueAt.toISOString(),
      clockId: ofClock,
      clock: 'CUSTOMER_DECISION',
      run: 0,
      dueAt: dueAt.toISOString(),
    },
  });

  /** An offer of which the complainant was told an hour after it was made. */
  async function anOffer(ofClock = newId()) {
    const one = await Case.opened('VALID', { email: EMAIL });
    const { offer } = await one.offered();
    const startedAt = after(offer!.offeredAt, 0, 3_600_000);
    const dueAt = after(startedAt, 7);
    await service.tell(one.complaintId, [
      { contract: clocksChanged, payload: { clocks: [decision({ startedAt, dueAt, clockId: ofClock })] } },
    ]);
    await eventually(async () => (await one.read()).offer?.decideBy === dueAt.toISOString());
    return { one, dueAt, ofClock };
  }
  const reasonsOf = async (one: Case, until: number) =>
    (await service.story(one.complaintId, (events) => refusalsIn(events).length >= until)).flatMap(({ type, data }) =>
      type.includes('request-refused') ? [(data as { reasonCode: string }).reasonCode] : [],
    );
  const refusalsIn = (events: readonly { type: string }[]) =>
    events.filter(({ type }) => type.includes('request-refused'));

  // contracts, section 2: the first commit wins
  it('does not lapse when it was answered first, nor by a clock that was about another offer', async () => {
    const { one, dueAt, ofClock } = await anOffer();
    await service.tell(one.complaintId, [expiry(newId(), dueAt)]);
    expect(await reasonsOf(one, 1)).toEqual(['NOT_AWAITED']);
    expect((await one.read()).state).toBe('RESOLUTION_OFFERED');

    service.setTime(dueAt.toISOString());
    expect(await one.accept()).toMatchObject({ status: 200 });
    await service.tell(one.complaintId, [expiry(ofClock, dueAt)]);

    expect(await reasonsOf(one, 2)).toEqual(['NOT_AWAITED', 'ALREADY_ANSWERED']);
    expect(await one.read()).toMatchObject({ state: 'REMEDY_IN_PROGRESS', offer: { state: 'ACCEPTED' } });
  });

  // T25, T28, contracts, section 7
  it('stands until the clock of the telling runs out and routing asks, and is closed after some days', async () => {
    const { one, dueAt, ofClock } = await anOffer();
    service.setTime(dueAt.toISOString());
    expect((await one.read()).offer?.state).toBe('OPEN');

    const asked = expiry(ofClock, dueAt);
    await service.tell(one.complaintId, [asked]);
    await service.tell(one.complaintId, [asked]);

    const story = await service.story(one.complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 9));
    expect(story.at(-1)).toMatchObject({
      type: 'redress.resolution.offer-lapsed.v1',
      data: { from: 'RESOLUTION_OFFERED', to: 'RESOLVED', actor: { kind: 'SYSTEM' } },
    });
    const token = await one.token();
    expect(await one.accept()).toMatchObject({ status: 410, body: { type: 'urn:redress:problem:offer-lapsed' } });
    const page = await service.ask<Buffer>(null, 'POST', `/v1/offers/${token}`, {
      body: new URLSearchParams({ code: CODE, decision: 'ACCEPT' }),
      headers: { accept: 'text/html' },
    });
    expect([page.status, page.body.toString()]).toEqual([410, expect.stringContaining('答复期限已过')]);
    expect(await one.read()).toMatchObject({ state: 'RESOLVED', status: 'OPEN', offer: { state: 'LAPSED' } });

    const closing = service.get(CloseLapsed);
    await closing.step();
    expect(await one.read()).toMatchObject({ state: 'RESOLVED' });
    service.setTime(after(dueAt, 7, 1).toISOString());
    await Promise.all([closing.step(), closing.step()]);
    expect(await one.read()).toMatchObject({ state: 'CLOSED', status: 'CLOSED', closureCode: 'NO_RESPONSE' });
    const closed = await service.story(one.complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 10));
    expect(closed.filter(({ type }) => type.includes('complaint-closed'))).toMatchObject([
      { data: { closureCode: 'NO_RESPONSE', actor: { kind: 'SYSTEM' } } },
    ]);
  });
});
