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
      commands: [
        {
          operationId: 'requestOfHolder',
          with: { kind: 'WITHDRAWAL' },
          allowed: false,
          blockedBy: [{ code: 'WITHDRAWAL_OPEN' }],
        },
      ],
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
      commands: [{ allowed: false, blockedBy: [{ code: 'ALREADY_ENDED' }] }],
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
