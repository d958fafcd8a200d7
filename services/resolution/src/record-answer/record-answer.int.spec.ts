import { randomUUID } from 'node:crypto';
import {
  clocksChanged,
  contactLogged,
  expiryRequested,
  suspensionLiftRequested,
  suspensionRequested,
  type EventContract,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import { eventually } from '@redress/testing';
import { BusinessClock } from '@redress/time';
import { CloseLapsed } from '../resolution-case/close-lapsed/close-lapsed.work';
import {
  aPlan,
  APPROVER,
  CALLER,
  Case,
  CLERK,
  CLERK_TOO,
  CODE,
  COLLEAGUE,
  COMPLIANCE,
  determined,
  EMAIL,
  EXECUTIVE,
  HANDLER,
  PAYER,
  REPAIRER,
  startResolution,
} from '../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const LATER_DUE = { remedies: aPlan.remedies.map((line) => ({ ...line, dueOn: '2026-06-30' })) };
const ABOVE_LIMIT = {
  remedies: [
    {
      type: 'REFUND',
      amount: { amountMinor: 100_001, currency: 'CNY' },
      ownerUnitId: 'FIN',
      basis: 'LAW',
      dueOn: '2026-06-30',
    },
  ],
};

/** Tells of a contact, and waits until the service knows it. */
async function contact(one: Case, over: object = {}, staffId = CLERK): Promise<string> {
  const contactId = newId();
  const { offer } = await one.read();
  const payload = {
    contactId,
    channel: 'PHONE_HOTLINE',
    direction: 'OUTBOUND',
    twoWay: true,
    purposes: ['ACCEPTANCE'],
    dialled: true,
    keptAs: 'RECORDING',
    at: offer!.offeredAt,
    ...over,
  };
  await service.tell(one.complaintId, [{ contract: contactLogged, staffId, payload }]);
  await eventually(async () => {
    const { rowCount } = await service.database.query('select from known_contact where contact_id = $1', [contactId]);
    return rowCount === 1;
  });
  return contactId;
}

const atCounter = (one: Case, over: object = {}) =>
  contact(one, { channel: 'VISIT', direction: 'INBOUND', dialled: false, keptAs: 'NOTE', ...over });

const offerOf = (one: Case, as = CLERK) => service.ask<Record<string, unknown>>(as, 'GET', `${one.path}/offer`);

/** The record of an answer, with the text as it stands and the newest version unless replaced. */
async function record(one: Case, body: object, as = CLERK, version?: number) {
  const { version: now } = await one.read();
  const { body: shown } = await offerOf(one, HANDLER);
  const reply = await service.ask<Record<string, unknown>>(as, 'POST', `${one.path}/answers`, {
    body: { channel: 'RECORDED_CALL', decision: 'ACCEPT', textSha256: shown['textSha256'], ...body },
    headers: { 'if-match': `"${version ?? now}"` },
  });
  one.version = (await one.read()).version;
  return reply;
}

async function sign(one: Case, fields: Record<string, string>, as = CLERK, key = randomUUID()) {
  const { body: shown } = await offerOf(one, HANDLER);
  const { offer } = await one.read();
  const form = new FormData();
  const all = { decision: 'ACCEPT', textSha256: String(shown['textSha256']), signedAt: offer!.offeredAt, ...fields };
  for (const [name, value] of Object.entries(all)) form.append(name, value);
  form.append('file', new Blob(['王小明 签字']), '王小明同意书.txt');
  const reply = await service.ask<Record<string, unknown>>(as, 'POST', `${one.path}/signed-answers`, {
    body: form,
    headers: { 'idempotency-key': key },
  });
  one.version = (await one.read()).version;
  return reply;
}

const object = (one: Case, answerId: unknown, body: object, as = CLERK_TOO) =>
  service.ask<Record<string, unknown>>(as, 'POST', `${one.path}/answers/${String(answerId)}/objection`, { body });

const codesOf = ({ status, body }: { status: number; body: unknown }) => {
  const { errors, blockedBy } = body as {
    errors?: { pointer: string; code: string }[];
    blockedBy?: { code: string }[];
  };
  return [
    status,
    ...(errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`),
    ...(blockedBy ?? []).map(({ code }) => code),
  ];
};

const afterDays = (at: string, days: number, ms = 0) => new Date(Date.parse(at) + days * 86_400_000 + ms);

// RM-08, RM-09, CM-11
describe('an answer of which staff keep the record', () => {
  // T22
  it('given in a call to a number of the dossier starts the remedies, with text, contact and the time to object', async () => {
    const one = await Case.opened();
    const { offer } = await one.offered(LATER_DUE);
    const shown = await offerOf(one);
    expect(shown).toMatchObject({
      status: 200,
      body: {
        explanation: aPlan.explanation,
        needsListener: false,
        lapsedAt: null,
        commands: [
          { operationId: 'recordAnswer', allowed: true },
          { operationId: 'recordSignedAnswer', allowed: true },
        ],
      },
    });

    const contactId = await contact(one);
    const recorded = await record(one, { contactId });

    expect(recorded).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS', stateSeq: 9 } });
    const { answerId, objectBy } = recorded.body as { answerId: string; objectBy: string };
    const { data } = await one.said('offer-accepted');
    expect(data).toMatchObject({
      consentId: answerId,
      consentChannel: 'RECORDED_CALL',
      objectBy,
      actor: { kind: 'STAFF', id: CLERK },
    });
    expect(afterDays(String(data['occurredAt']), 7).toISOString()).toBe(objectBy);
    const view = await one.read();
    expect(recorded.body['version']).toBe(view.version);
    expect(view).toMatchObject({
      offer: {
        state: 'ACCEPTED',
        consent: {
          consentId: answerId,
          channel: 'RECORDED_CALL',
          textSha256: shown.body['textSha256'],
          givenAt: offer!.offeredAt,
        },
      },
      answers: [{ record: { recordedBy: CLERK, contactId, listenerId: null, objectBy, objectedAt: null } }],
    });
    expect((await one.execute(view.plan!.remedies[0]!.remedyId, PAYER)).status).toBe(201);
  });

  it('is recorded once of two that come at the same time, and not by the version of before', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);
    const { version } = one;
    const contactId = await contact(one);

    const both = await Promise.all([
      record(one, { contactId }, CLERK, version),
      record(one, { contactId, decision: 'REFUSE' }, CLERK, version),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual([201, 412]);
    expect(codesOf(await record(one, { contactId }))).toEqual([409, 'WRONG_STATE']);
  });

  // D7
  it('is recorded by no one who drafted, approved, carries out or asks afterwards, and who records does not ask afterwards', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);

    expect(codesOf(await record(one, { contactId: await contact(one, {}, HANDLER) }, HANDLER))).toEqual([
      403,
      'RECORDER_NOT_INDEPENDENT',
    ]);
    expect(codesOf(await record(one, { contactId: await contact(one, {}, REPAIRER) }, REPAIRER))).toEqual([
      403,
      'RECORDER_OWNS_A_REMEDY',
    ]);
    expect(codesOf(await record(one, { contactId: await contact(one, {}, APPROVER) }, APPROVER))).toEqual([
      403,
      'RECORDER_NOT_INDEPENDENT',
    ]);
    expect((await record(one, { contactId: await contact(one, {}, CALLER) }, CALLER)).status).toBe(403);
    const byColleague = await record(one, { contactId: await contact(one, {}, COLLEAGUE) }, COLLEAGUE);
    expect(byColleague.status).toBe(201);

    const { plan } = await one.read();
    await one.execute(plan!.remedies[0]!.remedyId, PAYER);
    await one.execute(plan!.remedies[1]!.remedyId, REPAIRER);
    expect(await one.said('offer-accepted')).toMatchObject({ data: { actor: { id: COLLEAGUE } } });
    const { participants } = (await service.database
      .query(
        `select jsonb_agg(p -> 'part') as participants from complaint_custody, jsonb_array_elements(participants) p
         where complaint_id = $1 and p ->> 'personId' = $2`,
        [one.complaintId, COLLEAGUE],
      )
      .then(({ rows }) => rows[0])) as { participants: string[] };
    expect(participants).toContain('RECORDER');
  });

  it.each([
    ['inbound', { direction: 'INBOUND' }],
    ['to a number that is not of the dossier', { dialled: false }],
    ['that is only summed up', { keptAs: 'NOTE' }],
    ['in which no one answered', { twoWay: false }],
    ['about something else', { purposes: ['PROGRESS'] }],
    ['that was none', { channel: 'EMAIL' }],
  ])('is not proven by a call %s', async (_, over) => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);

    expect(codesOf(await record(one, { contactId: await contact(one, over) }))).toEqual([
      422,
      '/contactId not-a-recorded-call',
    ]);
    expect((await one.read()).state).toBe('RESOLUTION_OFFERED');
  });

  it('is not proven by what is not heard of, by a call of another person, with another text, or from before the offer', async () => {
    const one = await Case.opened();
    const { offer } = await one.offered(LATER_DUE);
    const contactId = await contact(one);

    expect(await record(one, { contactId: newId() })).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:not-caught-up' },
    });
    expect(codesOf(await record(one, { contactId }, CLERK_TOO))).toEqual([422, '/contactId not-your-contact']);
    expect(codesOf(await record(one, { contactId, textSha256: '0'.repeat(64) }))).toEqual([
      422,
      '/textSha256 not-what-was-read-out',
    ]);
    const early = await contact(one, { at: afterDays(offer!.offeredAt, 0, -1).toISOString() });
    expect(codesOf(await record(one, { contactId: early }))).toEqual([422, '/contactId before-the-offer']);
    expect(codesOf(await record(one, { contactId, decision: 'COUNTER' }))).toEqual([422, '/words required-for']);
    expect((await one.read()).answers).toEqual([]);
  });

  it('needs an independent second listener above the limit of the pack', async () => {
    const one = await Case.opened();
    await one.offered(ABOVE_LIMIT);
    const contactId = await contact(one);
    expect((await offerOf(one)).body).toMatchObject({ needsListener: true });

    expect(codesOf(await record(one, { contactId }))).toEqual([422, '/listenerId required-for']);
    for (const listenerId of [CLERK, HANDLER, PAYER, 'staff:nobody', 'client:shop']) {
      expect(codesOf(await record(one, { contactId, listenerId }))).toEqual([422, '/listenerId independent-listener']);
    }
    expect(await record(one, { contactId, listenerId: CLERK_TOO })).toMatchObject({ status: 201 });
    expect(await one.said('offer-accepted')).toMatchObject({ data: { listenerId: CLERK_TOO } });
  });

  // T23, contracts, section 7
  it('given at the counter proves the case by the code; wrong codes count', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);
    const counter = { channel: 'AT_COUNTER', decision: 'COUNTER', words: '换一台新的。' };
    const contactId = await atCounter(one);

    expect(codesOf(await record(one, { ...counter, contactId, code: 'AAAAAAAAAAAA' }))).toEqual([
      422,
      '/code not-the-code',
    ]);
    const { rows } = await service.database.query('select total from wrong_code where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(rows).toEqual([{ total: expect.anything() }]);
    expect(codesOf(await record(one, { ...counter, contactId: await contact(one), code: CODE }))).toEqual([
      422,
      '/contactId not-at-the-counter',
    ]);
    expect(await record(one, { ...counter, contactId, code: 'k7mq 2xwp 9rta' })).toMatchObject({
      status: 201,
      body: { state: 'RESOLUTION_DRAFTED' },
    });
    expect(await one.said('offer-countered')).toMatchObject({
      data: { answerChannel: 'AT_COUNTER', objectBy: expect.any(String), round: 1 },
    });
  });

  it('is not recorded a second time, by another person either', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);
    const [first, second] = [await contact(one), await contact(one, {}, CLERK_TOO)];
    expect((await record(one, { contactId: first })).status).toBe(201);

    for (const body of [{}, { decision: 'REFUSE', words: '太少' }]) {
      expect(codesOf(await record(one, { contactId: second, ...body }, CLERK_TOO))).toEqual([409, 'WRONG_STATE']);
    }
    expect((await one.read()).answers).toHaveLength(1);
  });

  it('given at the counter is not taken by any code while too many wrong ones were tried', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);
    const counter = { channel: 'AT_COUNTER', contactId: await atCounter(one) };
    await service.database.query(
      `insert into wrong_code (complaint_id, in_window, window_ends_at, total)
       values ($1, 49, clock_timestamp() + interval '1 hour', 49)`,
      [one.complaintId],
    );

    for (const code of ['AAAAAAAAAAAA', CODE]) {
      expect(codesOf(await record(one, { ...counter, code }))).toEqual([422, '/code not-the-code']);
    }
    await service.database.query('update wrong_code set window_ends_at = clock_timestamp() where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(await record(one, { ...counter, code: CODE })).toMatchObject({ status: 201 });
  });

  // AK-03, contracts, section 7, ADR 26
  describe('given at the counter by a person who was never sent a code', () => {
    const identity = { document: 'ID_CARD', ending: '204X' };

    it('is proven by an identity document, of which only the kind stands in clear', async () => {
      const one = await Case.opened();
      const { offer } = await one.offered(LATER_DUE);
      const contactId = await atCounter(one);

      const recorded = await record(one, { channel: 'AT_COUNTER', contactId, identity });

      expect(recorded).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
      const shown = { document: 'ID_CARD', ending: '204X', checkedBy: CLERK, checkedAt: offer!.offeredAt };
      expect((await one.read()).answers).toMatchObject([{ channel: 'AT_COUNTER', record: { identity: shown } }]);
      expect((await one.read(PAYER)).answers).toMatchObject([{ record: { identity: { ...shown, ending: null } } }]);
      const { rows } = await service.database.query<{ row: string }>(
        `select t::text as row from offer_answer t where complaint_id = $1 and proof = 'IDENTITY_CHECK'`,
        [one.complaintId],
      );
      expect(rows).toHaveLength(1);
      expect(rows[0]!.row).toContain('ID_CARD');
      expect(rows[0]!.row).not.toContain('204X');
      const { data } = await one.said('offer-accepted');
      expect(data).toMatchObject({ consentChannel: 'AT_COUNTER', objectBy: expect.any(String) });
      expect(JSON.stringify(data)).not.toMatch(/204X|ID_CARD/);
    });

    it('is checked by no one who drafted, approved or carries out, and in a contact at the counter', async () => {
      const one = await Case.opened();
      await one.offered(LATER_DUE);
      const counter = { channel: 'AT_COUNTER', identity };

      for (const [who, code] of [
        [HANDLER, 'RECORDER_NOT_INDEPENDENT'],
        [APPROVER, 'RECORDER_NOT_INDEPENDENT'],
        [REPAIRER, 'RECORDER_OWNS_A_REMEDY'],
      ] as const) {
        const contactId = await contact(one, { channel: 'VISIT', direction: 'INBOUND' }, who);
        expect(codesOf(await record(one, { ...counter, contactId }, who))).toEqual([403, code]);
      }
      expect(codesOf(await record(one, { ...counter, contactId: await contact(one) }))).toEqual([
        422,
        '/contactId not-at-the-counter',
      ]);
      const ofClerk = await atCounter(one);
      expect(codesOf(await record(one, { ...counter, contactId: ofClerk }, CLERK_TOO))).toEqual([
        422,
        '/contactId not-your-contact',
      ]);
      expect((await one.read()).state).toBe('RESOLUTION_OFFERED');
    });

    it('is not taken without any proof, with two, with more than an ending, or to no name', async () => {
      const one = await Case.opened();
      await one.offered(LATER_DUE);
      const counter = { channel: 'AT_COUNTER', contactId: await atCounter(one) };

      expect(codesOf(await record(one, counter))).toEqual([422, '/identity required-for']);
      expect(codesOf(await record(one, { ...counter, identity, code: CODE }))).toEqual([422, '/identity absent-for']);
      for (const ending of ['31010119900307204X', '204', '204x', '']) {
        const refused = await record(one, { ...counter, identity: { ...identity, ending } });
        expect([refused.status, JSON.stringify(refused.body)]).toEqual([
          422,
          expect.stringContaining('/identity/ending'),
        ]);
        if (ending) expect(JSON.stringify(refused.body)).not.toContain(`"${ending}"`);
      }
      const nameless = await Case.opened('VALID', { name: undefined });
      await nameless.offered(LATER_DUE);
      const contactId = await atCounter(nameless);
      expect(codesOf(await record(nameless, { channel: 'AT_COUNTER', contactId, identity }))).toEqual([
        422,
        '/identity no-name-to-compare',
      ]);
      expect((await one.read()).answers).toEqual([]);
    });
  });

  it('on signed paper is kept with its scan, sealed', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);

    expect(codesOf(await sign(one, { signedAt: '2027-01-01T00:00:00.000Z' }))).toEqual([
      422,
      '/signedAt in-the-future',
    ]);
    expect(codesOf(await sign(one, {}, REPAIRER))).toEqual([403, 'RECORDER_OWNS_A_REMEDY']);
    const key = randomUUID();
    const signed = await sign(one, {}, CLERK, key);
    expect(signed).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    const { answerId } = signed.body as { answerId: string };

    const scan = await service.ask<Buffer>(HANDLER, 'GET', `${one.path}/answers/${answerId}/scan`, {
      headers: { accept: '*/*' },
    });
    expect([scan.status, scan.body.toString()]).toEqual([200, '王小明 签字']);
    expect((await one.read()).answers[0]?.record?.scanSha256).toMatch(/^[0-9a-f]{64}$/);
    const { rows } = await service.database.query('select t::text as row from offer_answer t where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(JSON.stringify(rows)).not.toContain('同意书');
  });

  // T29
  it('on signed paper stays readable when a new round has begun, to those who read the words of the case', async () => {
    const one = await Case.opened();
    const other = await Case.opened();
    await one.offered(LATER_DUE);
    const { answerId } = (await sign(one, {})).body as { answerId: string };
    const { plan } = await one.read();
    await one.execute(plan!.remedies[0]!.remedyId, PAYER);
    await one.execute(plan!.remedies[1]!.remedyId, REPAIRER);
    one.version = (await one.read()).version;
    await one.followUp({ result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_FIXED' });
    await service.tell(one.complaintId, determined('VALID', 11));
    await service.read<{ cycle: number }>(HANDLER, one.path, ({ cycle }) => cycle === 1);
    const scan = (of: Case, as: string, answer = answerId) =>
      service.ask<Buffer>(as, 'GET', `${of.path}/answers/${answer}/scan`, { headers: { accept: '*/*' } });

    const read = await scan(one, HANDLER);
    expect([read.status, read.body.toString()]).toEqual([200, '王小明 签字']);
    expect((await scan(one, PAYER)).status).toBe(404);
    expect((await scan(other, HANDLER)).status).toBe(404);
    expect((await scan(one, HANDLER, newId())).status).toBe(404);
  });
});

// RM-09
describe('an objection to what was recorded', () => {
  async function accepted(plan: object = LATER_DUE) {
    const one = await Case.opened('VALID', { email: EMAIL });
    await one.offered(plan);
    const { body } = await record(one, { contactId: await contact(one) });
    return { one, answerId: body['answerId'] as string, objectBy: body['objectBy'] as string };
  }
  const said = (one: Case, over: object = {}) =>
    contact(one, { direction: 'INBOUND', dialled: false, purposes: ['OTHER'], keptAs: 'NOTE', ...over }, CLERK_TOO);

  // T42
  it('stops what is not done and brings the plan back; done stays done, and nothing of it runs any more', async () => {
    const { one, answerId } = await accepted();
    const { plan } = await one.read();
    await one.execute(plan!.remedies[0]!.remedyId, PAYER);

    const objected = await object(one, answerId, { contactId: await said(one), words: '我没有同意。' });

    expect(objected).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });
    expect(await one.said('answer-objected')).toMatchObject({ data: { answerId, answer: 'ACCEPT', linesStopped: 1 } });
    expect(await one.said('acceptance-undone')).toMatchObject({ data: { from: 'REMEDY_IN_PROGRESS', answerId } });
    const view = await one.read();
    expect(view).toMatchObject({
      offer: { state: 'VOID' },
      plan: { remedies: [{ state: 'DONE' }, { state: 'CANCELLED' }] },
      answers: [{ record: { objection: '我没有同意。', objectedAt: expect.any(String) } }],
    });
    expect(codesOf(await one.execute(plan!.remedies[1]!.remedyId, REPAIRER))).toEqual(
      expect.arrayContaining([409, 'NO_RECORDED_CONSENT', 'REMEDY_NOT_EXECUTABLE']),
    );
    expect(codesOf(await object(one, answerId, { contactId: await said(one) }))).toEqual([409, 'OBJECTED_BEFORE']);
    one.version = view.version;
    expect((await one.offeredAgain(LATER_DUE)).offer).toMatchObject({ state: 'OPEN', revision: 2 });
    expect((await one.accept()).status).toBe(200);
  });

  // T31
  it('raised while a review runs leaves nothing that the review could let stand', async () => {
    const { one, answerId } = await accepted();
    const contactId = await said(one);
    const asked = await service.ask(CLERK, 'POST', `${one.path}/review`, { body: { contactId } });
    expect(asked).toMatchObject({ status: 201, body: { state: 'UNDER_REVIEW' } });

    expect((await object(one, answerId, { contactId })).status).toBe(201);
    const decided = (decision: string) =>
      one.command(EXECUTIVE, 'POST', 'review/decision', { decision, grounds: '无争议。' });
    one.version = (await one.read()).version;

    expect(await decided('REMEDIES_STAND')).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/decision', params: { allowed: 'REDRAFT, INVESTIGATE_AGAIN' } }] },
    });
    expect(await decided('REDRAFT')).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });
  });

  // T33
  it('raised during a dispute has the plan negotiated anew when the dispute was given up', async () => {
    const { one, answerId } = await accepted();
    const contactId = await said(one);
    const dispute = { route: 'MEDIATION', body: '消费者协会', reference: '118', deadlineOn: '2026-12-01', contactId };
    expect((await service.ask(CLERK, 'POST', `${one.path}/dispute`, { body: dispute })).status).toBe(201);

    expect((await object(one, answerId, { contactId })).status).toBe(201);
    one.version = (await one.read()).version;
    const lesson = { unitId: 'QA', dueOn: '2026-12-01', task: '记录为何有误' };
    const given = (binds: boolean) =>
      one.command(COMPLIANCE, 'POST', 'dispute/award', { outcome: 'DISCONTINUED', award: '撤回', binds, lesson });

    expect(await given(false)).toMatchObject({ status: 422, body: { errors: [{ params: { allowed: 'true' } }] } });
    expect(await given(true)).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });
  });

  it('is raised on the page of the link, in both languages, and once', async () => {
    const { one } = await accepted();
    const press = async (form: Record<string, string>, lang: string) => {
      const reply = await service.ask<Buffer>(null, 'POST', `/v1/offers/${await one.token()}?lang=${lang}`, {
        body: new URLSearchParams({ code: CODE, ...form }),
        headers: { accept: 'text/html' },
      });
      return { status: reply.status, text: reply.body.toString() };
    };
    const open = await service.ask<Buffer>(null, 'GET', `/v1/offers/${await one.token()}`, {
      headers: { accept: 'text/html' },
    });
    expect([open.status, open.body.toString().includes('name="code"')]).toEqual([200, true]);
    expect(await press({ decision: 'VIEW' }, 'zh')).toMatchObject({
      status: 200,
      text: expect.stringMatching(/您的答复记录[\s\S]*接受[\s\S]*录音电话[\s\S]*value="OBJECT"/),
    });
    expect((await press({ decision: 'VIEW' }, 'en')).text).toMatch(/You can object until/);
    expect(await press({ decision: 'OBJECT', words: '<b>没有</b>' }, 'en')).toMatchObject({
      status: 200,
      text: expect.stringContaining('We have your objection'),
    });
    expect(await one.becomes('RESOLUTION_DRAFTED')).toMatchObject({
      answers: [{ record: { objection: '<b>没有</b>' } }],
    });
    expect((await press({ decision: 'OBJECT' }, 'zh')).status).toBe(410);
    expect(await one.said('answer-objected')).toMatchObject({ data: { actor: { kind: 'COMPLAINANT' } } });
  });

  it('comes in time until the last instant, by when it was raised', async () => {
    const { one, answerId, objectBy } = await accepted();
    const { one: other, answerId: ofOther, objectBy: untilThen } = await accepted();
    service.setTime(afterDays(objectBy > untilThen ? objectBy : untilThen, 1).toISOString());

    const late = await said(one, { at: new Date(Date.parse(objectBy) + 1).toISOString() });
    expect(codesOf(await object(one, answerId, { contactId: late }))).toEqual([409, 'OBJECTION_TIME_OVER']);
    const inTime = await said(other, { at: untilThen });
    expect((await object(other, ofOther, { contactId: inTime })).status).toBe(201);
    const page = await service.ask<Buffer>(null, 'GET', `/v1/offers/${await one.token()}`, {
      headers: { accept: 'text/html' },
    });
    expect(page.status).toBe(410);
  });

  // T35, PR-06
  it('has as much time left after a suspension as before it', async () => {
    const { one, answerId, objectBy } = await accepted();
    const now = service.get(BusinessClock).now().toISOString();
    const asks = (contract: EventContract, kind: string, fields: object = {}) =>
      service.tell(one.complaintId, [
        { contract, payload: { requestId: newId(), kind, requestedAt: now, ...fields } } as never,
      ]);
    await asks(suspensionRequested, 'SUSPENSION', { reviewBy: afterDays(now, 15).toISOString() });
    await one.becomes('SUSPENDED');
    expect(codesOf(await object(one, answerId, { contactId: await said(one, { at: now }) }))).toEqual([
      409,
      'NOT_OPEN',
    ]);

    service.setTime(afterDays(now, 10).toISOString());
    await asks(suspensionLiftRequested, 'SUSPENSION_LIFT');
    const { answers } = await one.becomes('REMEDY_IN_PROGRESS');

    const { data } = await one.said('suspended');
    const restedMs = afterDays(now, 10).getTime() - Date.parse(String(data['occurredAt']));
    expect(restedMs).toBeGreaterThan(7 * 86_400_000);
    const until = new Date(Date.parse(objectBy) + restedMs).toISOString();
    expect(answers).toMatchObject([{ record: { objectBy: until } }]);
    service.setTime(until);
    expect((await object(one, answerId, { contactId: await said(one, { at: until }) })).status).toBe(201);
  });

  it('is proven by a contact in which the complainant spoke, after the answer', async () => {
    const { one, answerId } = await accepted();

    const unheard = await said(one, { direction: 'OUTBOUND', twoWay: false });
    expect(codesOf(await object(one, answerId, { contactId: unheard }))).toEqual([
      422,
      '/contactId not-said-in-contact',
    ]);
    const { offer } = await one.read();
    const before = await said(one, { at: new Date(Date.parse(offer!.offeredAt) - 60_000).toISOString() });
    expect(codesOf(await object(one, answerId, { contactId: before }))).toEqual([422, '/contactId before-the-answer']);
  });

  it('to a refusal takes its round back, and the end of the negotiation with it', async () => {
    const one = await Case.opened();
    await one.offered({ ...LATER_DUE, isFinal: true });
    const refused = await record(one, { contactId: await contact(one), decision: 'REFUSE', words: '太少' });
    expect(refused).toMatchObject({ status: 201, body: { state: 'RESOLVED' } });
    expect(await one.read()).toMatchObject({ endsAs: 'RESOLVED_DISSATISFIED_EXHAUSTED' });

    const objected = await object(one, refused.body['answerId'], { contactId: await said(one) });

    expect(objected).toMatchObject({ status: 201, body: { state: 'RESOLVED' } });
    expect(await one.read()).toMatchObject({ endsAs: null });
    one.version = (await one.read()).version;
    expect(await one.followUp({ result: 'FAILED', reasonCode: 'NOT_MY_ANSWER', satisfaction: 1 })).toMatchObject({
      status: 201,
      body: { state: 'UNDER_ASSESSMENT' },
    });
  });

  it('to the answer to an earlier revision is noted, and what is offered by now stands', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);
    const link = await one.token();
    const countered = await record(one, { contactId: await contact(one), decision: 'COUNTER', words: '换新的。' });
    await one.offeredAgain(LATER_DUE);

    const objected = await object(one, countered.body['answerId'], { contactId: await said(one) });

    expect(objected).toMatchObject({ status: 201, body: { state: 'RESOLUTION_OFFERED' } });
    expect(await one.said('answer-objected')).toMatchObject({ data: { answer: 'COUNTER', linesStopped: 0 } });
    const view = await one.read();
    expect(view).toMatchObject({
      offer: { state: 'OPEN', revision: 2 },
      answers: [{ record: { objectedAt: expect.any(String) } }],
    });
    const old = await service.ask(null, 'POST', `/v1/offers/${link}`, {
      body: { code: CODE, decision: 'ACCEPT' },
      headers: { accept: 'application/json' },
    });
    expect(old.status).toBe(410);
    expect((await one.accept()).status).toBe(200);
    expect(await one.read()).toMatchObject({ state: 'REMEDY_IN_PROGRESS', offer: { state: 'ACCEPTED', revision: 2 } });
  });

  it('to the answer to an earlier revision stops nothing of what was agreed since', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);
    const countered = await record(one, { contactId: await contact(one), decision: 'COUNTER', words: '换新的。' });
    await one.offeredAgain(LATER_DUE);
    await one.accept();

    const objected = await object(one, countered.body['answerId'], { contactId: await said(one) });

    expect(objected).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    expect((await one.read()).plan!.remedies.map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it('is none any more once the round is closed', async () => {
    const { one, answerId } = await accepted();
    const { plan } = await one.read();
    for (const [line, owner] of [PAYER, REPAIRER].entries()) {
      await one.execute(plan!.remedies[line]!.remedyId, owner);
    }
    one.version = (await one.read()).version;
    const contactId = await said(one);
    await one.followUp({ result: 'SUCCESS', satisfaction: 5 });

    expect(codesOf(await object(one, answerId, { contactId }))).toEqual([409, 'NOT_OPEN']);
    expect(await one.read()).toMatchObject({ state: 'CLOSED', answers: [{ record: { objectedAt: null } }] });
  });

  it('to what the complainant answered by the link is none', async () => {
    const one = await Case.opened();
    await one.offered(LATER_DUE);
    await one.accept();
    const { answers } = await one.read();

    expect(codesOf(await object(one, answers[0]!.answerId, { contactId: await said(one) }))).toEqual([
      409,
      'ANSWER_NOT_RECORDED',
    ]);
    expect((await object(one, newId(), { contactId: await said(one) })).status).toBe(404);
  });
});

describe('an acceptance from before the lapse of the offer', () => {
  /** An offer that lapsed seven days after it was made. */
  async function lapsed(): Promise<{ one: Case; lapsedAt: Date; offeredAt: string }> {
    const one = await Case.opened('VALID', { email: EMAIL });
    const { offer } = await one.offered(LATER_DUE);
    const clockId = newId();
    const startedAt = new Date(offer!.offeredAt);
    const dueAt = afterDays(offer!.offeredAt, 7);
    const clock = {
      clockId,
      clock: 'CUSTOMER_DECISION',
      cycle: 0,
      run: 0,
      class: 'OPERATIONAL',
      state: 'RUNNING',
      startedAt: startedAt.toISOString(),
      dueAt: dueAt.toISOString(),
      breached: false,
      provisional: false,
      changes: ['STARTED'],
    };
    await service.tell(one.complaintId, [{ contract: clocksChanged, payload: { clocks: [clock] } }]);
    await eventually(async () => (await one.read()).offer?.decideBy === dueAt.toISOString());
    service.setTime(dueAt.toISOString());
    const asked = { requestId: newId(), kind: 'EXPIRY', requestedAt: dueAt.toISOString(), clockId, clock: clock.clock };
    await service.tell(one.complaintId, [
      { contract: expiryRequested, payload: { ...asked, run: 0, dueAt: dueAt.toISOString() } },
    ]);
    await one.becomes('RESOLVED');
    const { data } = await one.said('offer-lapsed');
    return { one, lapsedAt: new Date(String(data['occurredAt'])), offeredAt: offer!.offeredAt };
  }

  // T43, contracts, section 2
  it('is recorded late, starts the remedies and can be objected to', async () => {
    const { one, lapsedAt, offeredAt } = await lapsed();
    const before = new Date(lapsedAt.getTime() - 1).toISOString();

    expect(codesOf(await sign(one, { signedAt: lapsedAt.toISOString() }))).toEqual([422, '/signedAt after-the-lapse']);
    expect(codesOf(await sign(one, { signedAt: before, decision: 'REFUSE' }))).toEqual([
      422,
      '/decision acceptance-only',
    ]);
    const signed = await sign(one, { signedAt: before });

    expect(signed).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    expect(await one.said('offer-accepted')).toMatchObject({
      data: {
        from: 'RESOLVED',
        reasonCode: 'LATE_CONSENT',
        consentChannel: 'SIGNED_PAPER',
        objectBy: expect.any(String),
      },
    });
    const view = await one.read();
    expect(view).toMatchObject({
      offer: { state: 'ACCEPTED', consent: { givenAt: before } },
      plan: { remedies: [{ state: 'ACCEPTED' }, { state: 'ACCEPTED' }] },
    });
    expect(Date.parse(offeredAt)).toBeLessThan(Date.parse(before));
    await one.execute(view.plan!.remedies[0]!.remedyId, PAYER);
    expect((await one.execute(view.plan!.remedies[1]!.remedyId, REPAIRER)).body).toMatchObject({ state: 'RESOLVED' });
  });

  // T25, T28
  it('puts the case right: it is not closed as unanswered any more, but by the follow-up as what was carried out', async () => {
    const { one, lapsedAt } = await lapsed();
    const signed = await sign(one, { signedAt: new Date(lapsedAt.getTime() - 1).toISOString() });
    expect(signed).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    const { plan } = await one.read();
    await one.execute(plan!.remedies[0]!.remedyId, PAYER);
    await one.execute(plan!.remedies[1]!.remedyId, REPAIRER);
    await one.becomes('RESOLVED');
    const { one: silent } = await lapsed();

    service.setTime(afterDays(lapsedAt.toISOString(), 15).toISOString());
    await service.get(CloseLapsed).step();

    expect(await silent.becomes('CLOSED')).toMatchObject({ closureCode: 'NO_RESPONSE' });
    one.version = (await one.read()).version;
    expect(await one.followUp({ result: 'SUCCESS', satisfaction: 5 })).toMatchObject({ body: { state: 'CLOSED' } });
    expect(await one.read()).toMatchObject({ closureCode: 'RESOLVED_SATISFIED' });
  });

  // T42, RM-09
  it('can be objected to like any other, and the plan is drafted anew', async () => {
    const { one, lapsedAt } = await lapsed();
    const signed = await sign(one, { signedAt: new Date(lapsedAt.getTime() - 1).toISOString() });
    const contactId = await contact(one, {
      direction: 'INBOUND',
      purposes: ['OTHER'],
      dialled: false,
      at: service.get(BusinessClock).now().toISOString(),
    });

    const objected = await object(one, signed.body['answerId'], { contactId });

    expect(objected).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });
    const view = await one.read();
    expect(view).toMatchObject({
      offer: { state: 'VOID' },
      plan: { remedies: [{ state: 'CANCELLED' }, { state: 'CANCELLED' }] },
    });
    one.version = view.version;
    expect((await one.offeredAgain(LATER_DUE)).offer).toMatchObject({ state: 'OPEN', revision: 2 });
  });

  it('of a closed complaint is none: it is asked to be reopened', async () => {
    const { one, lapsedAt } = await lapsed();
    one.version = (await one.read()).version;
    await one.followUp({ result: 'SUCCESS', satisfaction: 3 });

    expect(codesOf(await sign(one, { signedAt: new Date(lapsedAt.getTime() - 1).toISOString() }))).toEqual([
      409,
      'NOTHING_TO_ANSWER',
    ]);
  });
});
