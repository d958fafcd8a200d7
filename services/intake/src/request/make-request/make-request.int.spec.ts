import {
  complaintWithdrawn,
  requestRefused,
  type EventContract,
  type ComplaintState,
  type Holder,
} from '@redress/contracts';
import { envelopeHeaders } from '@redress/outbox';
import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest, MONDAY } from '../../testing/intake-under-test.spec';

let intake: IntakeUnderTest;

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
}, 240_000);

afterAll(() => intake?.stop());

interface Registered {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly trackingCode: string;
}

const register = async (): Promise<Registered> =>
  (await intake.call('POST', '/v1/complaints', { as: 'staff:lin.intake', key: newId(), body: aSubmission() })).body;

/** By the complainant, who is given the code. */
const registerByPortal = async (): Promise<Registered> =>
  (await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission({ channel: 'WEB_FORM' }) }))
    .body;

const withdraw = (complaintId: string, key = newId()) =>
  intake.call('POST', `/v1/complaints/${complaintId}/requests`, {
    as: 'staff:lin.intake',
    key,
    body: { kind: 'WITHDRAWAL', statement: '唐晚舟：我不想再追究了。' },
  });

const read = (complaintId: string) => intake.call('GET', `/v1/complaints/${complaintId}`, { as: 'staff:lin.intake' });

interface Answer {
  readonly complaint: Registered;
  readonly contract: EventContract;
  readonly by: Holder;
  readonly payload: object;
  readonly move?: {
    readonly stateSeq: number;
    readonly from: ComplaintState;
    readonly to: ComplaintState;
    readonly holder: Holder;
  };
}

/** An event of another service about a complaint. */
function answer({ complaint, contract, by, payload, move }: Answer) {
  const { complaintId, complaintNo } = complaint;
  const packs = [{ id: 'GENERAL_SERVICE', version: 1 }];
  return {
    key: complaintId,
    value: JSON.stringify({
      complaintId,
      complaintNo,
      organisationId: 'acme',
      occurredAt: MONDAY,
      actor: { kind: 'SYSTEM', id: 'system' },
      packs,
      ...move,
      ...payload,
    }),
    headers: envelopeHeaders({
      id: newId(),
      service: by,
      type: contract.type,
      subject: complaintId,
      at: new Date(MONDAY),
      recordedAt: new Date(),
      organisationId: 'acme',
      correlationId: complaintId,
      ...(move ? { move: { ...move, complaintNo, packs, unitId: 'CS' } } : {}),
    }),
  };
}

async function statusBecomes(requestId: string, status: string) {
  return eventually(
    async () => {
      const { body } = await intake.call('GET', `/v1/requests/${requestId}`, { as: 'staff:lin.intake' });
      return body.status === status ? body : undefined;
    },
    { timeoutMs: 20_000, what: `the request to be ${status}` },
  );
}

const ask = (as: string, complaintId: string, body: object) =>
  intake.call('POST', `/v1/complaints/${complaintId}/requests`, {
    as,
    key: newId(),
    body: { statement: '理由。', ...body },
  });

const asked = async (requestId: string) => {
  const story = await intake.recordsOf('complaint.lifecycle.v1');
  const event = await eventually(() => story.find(({ value }) => String(value).includes(requestId)));
  return JSON.parse(String(event.value)) as Record<string, unknown>;
};

// T30, T35, T36
describe('a request of staff', () => {
  const inDays = (days: number) => new Date(Date.parse(MONDAY) + days * 86_400_000).toISOString();

  it.each([
    ['VOID', 'staff:mei.manager', { reason: 'TEST_ENTRY' }, { reason: 'TEST_ENTRY' }],
    [
      'SUSPENSION',
      'staff:shi.legal',
      { reviewBy: '2026-03-20T00:00:00.000Z', orderReference: '(2026)沪01民初1号' },
      { reviewBy: '2026-03-20T00:00:00.000Z' },
    ],
    ['SUSPENSION_LIFT', 'staff:shi.legal', {}, {}],
  ])('for %s is for those whose it is, and stands on the story without words', async (kind, who, fields, told) => {
    const { complaintId } = await register();

    expect(await ask('staff:lin.intake', complaintId, { kind, ...fields })).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'ROLE_MISSING' }] },
    });
    const { status, body } = await ask(who, complaintId, { kind, ...fields });
    expect(status).toBe(202);
    const event = await asked(body.requestId);
    expect(event).toMatchObject({ kind, ...told, actor: { kind: 'STAFF', id: who } });
    expect(JSON.stringify(event)).not.toMatch(/理由|民初/);
    const { rows } = await intake.service.database.query<{ details: Buffer | null; text: string }>(
      'select details, t::text as text from complaint_request t where request_id = $1',
      [body.requestId],
    );
    expect(rows[0]?.text).not.toMatch(/理由|民初/);
    expect(rows[0]?.details !== null).toBe(kind === 'SUSPENSION');
    expect((await ask(who, complaintId, { kind, ...fields })).body.blockedBy).toEqual([
      expect.objectContaining({ code: `${kind}_OPEN` }),
    ]);
  });

  it.each([
    [{}, '/reviewBy', 'required'],
    [{ reviewBy: inDays(-1) }, '/reviewBy', 'in-the-past'],
    [{ reviewBy: inDays(31) }, '/reviewBy', 'too-far-ahead'],
    [{ reviewBy: inDays(10), orderReference: undefined }, '/orderReference', 'required'],
  ])('for a suspension with %j names the field and the rule', async (fields, pointer, code) => {
    const { complaintId } = await register();

    expect(
      await ask('staff:shi.legal', complaintId, { kind: 'SUSPENSION', orderReference: 'X', ...fields }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ pointer, code }] },
    });
  });

  it('for a reopening may say that there is new evidence only by a supervisor', async () => {
    const { complaintId } = await register();

    expect(await ask('staff:lin.intake', complaintId, { kind: 'REOPENING', newEvidence: true })).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'ROLE_MISSING', whoCan: [{ role: 'UNIT_MANAGER' }, { role: 'DISPATCHER' }] }] },
    });
    expect((await ask('staff:lin.intake', complaintId, { kind: 'REOPENING' })).status).toBe(202);
    const other = await register();
    const { status, body } = await ask('staff:mei.manager', other.complaintId, {
      kind: 'REOPENING',
      newEvidence: true,
    });
    expect(status).toBe(202);
    expect(await asked(body.requestId)).toMatchObject({ newEvidence: true });
  });
});

// T30
describe('a reopening by the complainant', () => {
  it('is taken of a complaint that has ended, and cannot say that there is new evidence', async () => {
    const { complaintNo, trackingCode, complaintId } = await registerByPortal();
    const body = { complaintNo, trackingCode, kind: 'REOPENING', statement: '又漏水了。' };
    const post = (more: object = {}) =>
      intake.call('POST', '/v1/portal/requests', { key: newId(), body: { ...body, ...more } });

    const { status, body: accepted } = await post({ newEvidence: true });
    // Fields that a complainant may not say are not taken.
    expect(status).toBe(202);
    expect(await asked(accepted.requestId)).not.toHaveProperty('newEvidence');
    expect((await post({ kind: 'VOID', reason: 'TEST_ENTRY' })).status).toBe(422);
    expect((await post({ kind: 'SUSPENSION', reviewBy: MONDAY, orderReference: 'X' })).status).toBe(422);
    expect(complaintId).toBeDefined();
  });
});

describe('a withdrawal', () => {
  it('is asked for once, granted by the holder, and ends the complaint', async () => {
    const complaint = await register();
    const key = newId();
    const accepted = await withdraw(complaint.complaintId, key);
    const repeat = await withdraw(complaint.complaintId, key);
    const second = await withdraw(complaint.complaintId);

    expect(accepted).toMatchObject({ status: 202, body: { complaintId: complaint.complaintId, status: 'OPEN' } });
    expect(repeat).toMatchObject({ status: 202, body: accepted.body });
    expect(second).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'WITHDRAWAL_OPEN' }] } });
    expect((await read(complaint.complaintId)).body).toMatchObject({
      requests: [{ requestId: accepted.body.requestId, status: 'OPEN' }],
      commands: expect.arrayContaining([
        expect.objectContaining({
          operationId: 'requestOfHolder',
          with: { kind: 'WITHDRAWAL' },
          allowed: false,
          blockedBy: [expect.objectContaining({ code: 'WITHDRAWAL_OPEN' })],
        }),
      ]),
    });

    const { requestId } = accepted.body;
    const granted = answer({
      complaint,
      contract: complaintWithdrawn,
      by: 'routing',
      payload: { requestId },
      move: { stateSeq: 2, from: 'REGISTERED', to: 'WITHDRAWN', holder: 'routing' },
    });
    await intake.publish('complaint.lifecycle.v1', granted, granted);

    expect(await statusBecomes(requestId, 'GRANTED')).toMatchObject({ answeredBy: 'routing', reasonCode: null });
    expect((await read(complaint.complaintId)).body).toMatchObject({
      state: 'WITHDRAWN',
      stateSeq: 2,
      commands: expect.arrayContaining([
        expect.objectContaining({
          with: { kind: 'WITHDRAWAL' },
          allowed: false,
          blockedBy: [expect.objectContaining({ code: 'ALREADY_ENDED' })],
        }),
      ]),
    });
    expect((await withdraw(complaint.complaintId)).body).toMatchObject({ blockedBy: [{ code: 'ALREADY_ENDED' }] });
  }, 60_000);

  it('that the holder refuses says why, and can be asked for again', async () => {
    const complaint = await register();
    const { requestId } = (await withdraw(complaint.complaintId)).body;
    const refused = answer({
      complaint,
      contract: requestRefused,
      by: 'resolution',
      payload: { requestId, kind: 'WITHDRAWAL', reasonCode: 'REMEDY_IN_EXECUTION' },
    });
    await intake.publish('complaint.lifecycle.v1', refused);

    expect(await statusBecomes(requestId, 'REFUSED')).toMatchObject({
      answeredBy: 'resolution',
      reasonCode: 'REMEDY_IN_EXECUTION',
    });
    expect((await withdraw(complaint.complaintId)).status).toBe(202);
  }, 60_000);

  it('by the complainant needs number and code, and shows on the status page', async () => {
    const { complaintNo, trackingCode, complaintId } = await registerByPortal();
    const ask = (code: string) =>
      intake.call('POST', '/v1/portal/requests', {
        key: newId(),
        body: { complaintNo, trackingCode: code, kind: 'WITHDRAWAL', statement: '已经解决了。' },
      });

    expect((await ask('ABCD2345WXYZ')).status).toBe(404);
    expect(await ask(trackingCode)).toMatchObject({ status: 202, body: { complaintId, status: 'OPEN' } });
    expect((await intake.call('POST', '/v1/portal/track', { body: { complaintNo, trackingCode } })).body).toMatchObject(
      {
        requests: [{ kind: 'WITHDRAWAL', status: 'OPEN' }],
      },
    );
  });

  it('is told to the holder on the story without the words', async () => {
    const { complaintId } = await register();
    const { requestId } = (await withdraw(complaintId)).body;
    const story = await intake.recordsOf('complaint.lifecycle.v1');
    const event = await eventually(() => story.find(({ value }) => String(value).includes(requestId)));

    expect(JSON.parse(String(event.value))).toMatchObject({
      complaintId,
      kind: 'WITHDRAWAL',
      actor: { kind: 'STAFF', id: 'staff:lin.intake' },
    });
    expect(String(event.value)).not.toContain('追究');
    const { rowCount } = await intake.service.database.query(
      `select 1 from complaint_request as t where t::text ~ '唐晚舟|追究'
       union all select 1 from idempotency_key as t where t::text ~ '唐晚舟|追究'`,
    );
    expect(rowCount).toBe(0);
  });

  it('of a complaint of another organisation or of nobody is not found', async () => {
    const { complaintId } = await register();
    const foreign = await intake.call('POST', `/v1/complaints/${complaintId}/requests`, {
      as: 'staff:nora.north',
      key: newId(),
      body: { kind: 'WITHDRAWAL', statement: 'x' },
    });

    expect(foreign.status).toBe(404);
    expect((await withdraw(newId())).status).toBe(404);
  });
});
