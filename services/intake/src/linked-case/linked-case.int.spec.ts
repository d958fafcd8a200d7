import { complaintWithdrawn, requestRefused, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { storyMessage } from '@redress/service-testing';
import { eventually } from '@redress/testing';
import { aSubmission } from '../testing/a-submission.spec';
import { IntakeUnderTest, MONDAY } from '../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let story: Awaited<ReturnType<IntakeUnderTest['recordsOf']>>;

beforeAll(async () => {
  intake = await IntakeUnderTest.start({
    REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '1000',
    REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '1000',
    REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '1000',
  });
  story = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

const LIN = 'staff:lin.intake';
const AGAIN = '修好的水壶又漏水了。';

interface Filed {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly trackingCode: string;
}

const file = async (replaced: object = {}): Promise<Filed> =>
  (await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission(replaced) })).body as Filed;

const tell = (complaint: Filed, contract: unknown, payload: object, reasonCode?: string, seq?: number) =>
  intake.publish(
    'complaint.lifecycle.v1',
    storyMessage(
      complaint,
      {
        contract: contract as EventContract,
        by: 'routing',
        payload,
        ...(reasonCode ? { reasonCode } : {}),
        ...(seq ? { move: { stateSeq: seq, from: 'REGISTERED', to: 'WITHDRAWN', holder: 'routing' } } : {}),
      } as never,
      { at: new Date(MONDAY) },
    ),
  );

/** Asks to have a closed complaint reopened, and has the holder say that it is too late. */
const askTooLate = async (complaint: Filed): Promise<void> => {
  const { complaintNo, trackingCode, complaintId } = complaint;
  await intake.service.database.query(
    "update complaint_custody set state = 'CLOSED', holder = 'resolution' where complaint_id = $1",
    [complaintId],
  );
  const key = newId();
  const body = { complaintNo, trackingCode, kind: 'REOPENING', statement: AGAIN };
  // The answer to an earlier one may not have come yet.
  const asked = await eventually(async () => {
    const reply = await intake.call('POST', '/v1/portal/requests', { key, body });
    return reply.status === 202 && reply;
  });
  const refusal = { requestId: asked.body.requestId as string, kind: 'REOPENING' };
  await tell(complaint, requestRefused, refusal, 'WINDOW_OVER');
  await tell(complaint, requestRefused, refusal, 'WINDOW_OVER');
};

const said = (complaintId: string, fact: string) =>
  story
    .filter(({ key, headers }) => String(key) === complaintId && String(headers?.['ce_type']).includes(`.${fact}.`))
    .map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>);

const linkedOf = (complaintId: string) =>
  eventually(() => said(complaintId, 'complaint-linked')[0], { timeoutMs: 20_000, what: 'the linked case' });

const read = async (complaintId: string) =>
  (await intake.call('GET', `/v1/complaints/${complaintId}`, { as: LIN })).body;

// T30, UA-13
describe('who asks too late to have a complaint reopened', () => {
  it('has a linked case of their own, once, with the same code, and what they said as its words', async () => {
    const first = await file({ orderRef: 'A-1' });
    await askTooLate(first);

    const { linkedComplaintId, linkedComplaintNo, link } = await linkedOf(first.complaintId);
    expect(link).toBe('LATE_REOPENING');
    const id = linkedComplaintId as string;
    const [registered] = await eventually(() => {
      const found = said(id, 'complaint-registered');
      return found.length > 0 && found;
    });
    expect(registered).toMatchObject({
      linkedTo: first.complaintId,
      link: 'LATE_REOPENING',
      channel: 'WEB_FORM',
      actor: { kind: 'COMPLAINANT' },
      reachableByMail: true,
    });
    // What it comes from is no duplicate that a person has to look at.
    expect(registered?.['possibleDuplicates'] ?? []).toEqual([]);
    const { trackingCode } = first;
    const track = await intake.call('POST', '/v1/portal/track', {
      body: { complaintNo: linkedComplaintNo, trackingCode },
    });
    expect(track).toMatchObject({ status: 200, body: { status: { code: 'RECEIVED' } } });
    const before = await intake.call('POST', '/v1/portal/track', {
      body: { complaintNo: first.complaintNo, trackingCode },
    });
    expect(before.body.goesOnAs).toEqual([linkedComplaintNo]);
    expect(await read(id)).toMatchObject({
      linkedTo: { complaintId: first.complaintId, link: 'LATE_REOPENING' },
      dossier: { description: AGAIN, orderRef: 'A-1' },
    });
    expect(await read(first.complaintId)).toMatchObject({
      linkedTo: null,
      linkedCases: [{ complaintId: id, complaintNo: linkedComplaintNo, link: 'LATE_REOPENING' }],
    });
    expect(said(first.complaintId, 'complaint-linked')).toHaveLength(1);
  });

  it('adds to the linked case while that is open, and gets another one after its end', async () => {
    const first = await file();
    await askTooLate(first);
    const { linkedComplaintId } = await linkedOf(first.complaintId);
    await askTooLate(first);

    const supplemented = await eventually(async () => {
      const { supplements } = await read(linkedComplaintId as string);
      return supplements.length > 0 && supplements;
    });
    expect(supplemented).toMatchObject([{ by: 'COMPLAINANT', words: AGAIN }]);
    expect(said(first.complaintId, 'complaint-linked')).toHaveLength(1);

    await intake.service.database.query("update complaint_custody set state = 'CLOSED' where complaint_id = $1", [
      linkedComplaintId,
    ]);
    await askTooLate(first);
    await eventually(() => said(first.complaintId, 'complaint-linked').length === 2);
  });

  it('gets none for another reason of the refusal', async () => {
    const [refused, late] = [await file(), await file({ orderRef: 'B-2' })];
    await tell(refused, requestRefused, { requestId: newId(), kind: 'REOPENING' }, 'ALREADY_ENDED');
    await askTooLate(late);
    await linkedOf(late.complaintId);

    expect((await read(refused.complaintId)).linkedCases).toEqual([]);
  });
});

// IN-13
describe('what a complainant complains of when asked afterwards', () => {
  const CALLS = 'staff:hua.calls';
  const raise = (
    complaintId: string,
    { as = CALLS, key = newId(), description = '回访时又说安装师傅态度恶劣。' } = {},
  ) => intake.call('POST', `/v1/complaints/${complaintId}/raised-complaints`, { as, key, body: { description } });

  it('is registered once as a complaint of its own, with the same person and code, though the first one has ended', async () => {
    const first = await file({ orderRef: 'F-1' });
    await intake.service.database.query(
      "update complaint_custody set state = 'CLOSED', holder = 'resolution' where complaint_id = $1",
      [first.complaintId],
    );
    const key = newId();

    const raised = await raise(first.complaintId, { key });

    expect(raised).toMatchObject({ status: 201, body: { complaintNo: expect.stringMatching(/^GS/) } });
    expect((await raise(first.complaintId, { key })).body).toEqual(raised.body);
    const id = raised.body.complaintId as string;
    expect(await linkedOf(first.complaintId)).toMatchObject({ linkedComplaintId: id, link: 'FOLLOW_UP' });
    expect(said(first.complaintId, 'complaint-linked')).toHaveLength(1);
    const [registered] = await eventually(() => {
      const found = said(id, 'complaint-registered');
      return found.length > 0 && found;
    });
    expect(registered).toMatchObject({
      linkedTo: first.complaintId,
      channel: 'FOLLOW_UP_CALL',
      actor: { kind: 'STAFF', id: CALLS },
    });
    expect(await read(id)).toMatchObject({
      linkedTo: { complaintId: first.complaintId, link: 'FOLLOW_UP' },
      dossier: { description: '回访时又说安装师傅态度恶劣。', orderRef: 'F-1' },
    });
    const { trackingCode } = first;
    const body = { complaintNo: raised.body.complaintNo, trackingCode };
    expect((await intake.call('POST', '/v1/portal/track', { body })).status).toBe(200);
  });

  it('is for those who ask, of their own organisation, and needs words', async () => {
    const first = await file();

    expect((await raise(first.complaintId, { as: 'staff:bai.analysis' })).status).toBe(403);
    expect((await raise(first.complaintId, { as: 'staff:nora.north' })).status).toBe(404);
    expect((await raise(newId())).status).toBe(404);
    expect((await raise(first.complaintId, { description: ' ' })).status).toBe(422);
    expect((await read(first.complaintId)).linkedCases).toEqual([]);
  });
});

// T34
describe('a safety case that is withdrawn', () => {
  it('goes on as an internal case without its complainant', async () => {
    const first = await file({ orderRef: 'S-1', product: { ref: 'K-9' } });
    await tell(first, complaintWithdrawn, { requestId: newId(), safetyCritical: true }, undefined, 2);

    const { linkedComplaintId, link } = await linkedOf(first.complaintId);
    const id = linkedComplaintId as string;
    expect(link).toBe('WITHDRAWN_SAFETY_CASE');
    const [registered] = await eventually(() => {
      const found = said(id, 'complaint-registered');
      return found.length > 0 && found;
    });
    expect(registered).toMatchObject({
      linkedTo: first.complaintId,
      link: 'WITHDRAWN_SAFETY_CASE',
      channel: 'INTERNAL',
      complainantType: 'NONE',
      reachableByMail: false,
      proposedFlags: expect.arrayContaining(['safetyCritical']),
    });
    const inside = await read(id);
    expect(inside).toMatchObject({
      channel: 'INTERNAL',
      dossier: { complainant: { type: 'NONE' }, product: { ref: 'K-9' } },
    });
    expect(inside.missing).not.toContain('CONTACT');
    expect(inside.dossier.complainant.name).toBeUndefined();
    const { trackingCode, complaintNo } = first;
    const track = await intake.call('POST', '/v1/portal/track', { body: { complaintNo, trackingCode } });
    expect(track.body.goesOnAs).toEqual([]);
    const guess = await intake.call('POST', '/v1/portal/track', {
      body: { complaintNo: inside.complaintNo, trackingCode },
    });
    expect(guess.status).toBe(404);
  });

  it('leaves nothing behind when no safety was at stake', async () => {
    const [plain, safety] = [await file(), await file({ orderRef: 'S-2' })];
    await tell(plain, complaintWithdrawn, { requestId: newId() }, undefined, 2);
    await tell(safety, complaintWithdrawn, { requestId: newId(), safetyCritical: true }, undefined, 2);
    await linkedOf(safety.complaintId);

    expect((await read(plain.complaintId)).linkedCases).toEqual([]);
  });

  it('is nothing that anybody can submit', async () => {
    const own = aSubmission({ channel: 'INTERNAL', complainant: { type: 'NONE', locale: 'zh-CN' } });
    const refused = await intake.call('POST', '/v1/complaints', { as: LIN, key: newId(), body: own });

    expect(refused).toMatchObject({
      status: 422,
      body: {
        errors: expect.arrayContaining([expect.objectContaining({ pointer: '/channel', code: 'channel-not-here' })]),
      },
    });
    const nobody = aSubmission({ complainant: { type: 'NONE', locale: 'zh-CN' } });
    expect((await intake.call('POST', '/v1/complaints', { as: LIN, key: newId(), body: nobody })).status).toBe(422);
  });
});
