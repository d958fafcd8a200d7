import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import { aSubmission } from '../testing/a-submission.spec';
import { IntakeUnderTest } from '../testing/intake-under-test.spec';

let intake: IntakeUnderTest;

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
}, 240_000);

afterAll(() => intake?.stop());

const PHONE = '+86 139 0000 4321';
const NOTE = '唐晚舟说水壶第二天就裂了';
const ASKED_AT = '2026-03-02T01:00:00.000Z';

async function register(phone: string | null = PHONE): Promise<string> {
  const complainant = {
    type: 'CONSUMER',
    name: '唐晚舟',
    email: 'tang@example.com',
    locale: 'zh-CN',
    ...(phone === null ? {} : { phone }),
  } as const;
  const { body } = await intake.call('POST', '/v1/complaints', {
    as: 'staff:lin.intake',
    key: newId(),
    body: aSubmission({ complainant }),
  });
  return body.complaintId;
}

const CALL = {
  channel: 'PHONE_HOTLINE',
  direction: 'OUTBOUND',
  twoWay: true,
  purposes: ['DETAILS_OBTAINED'],
  note: NOTE,
};

const log = (complaintId: string, body: object = {}, { as = 'staff:lin.intake', key = newId() } = {}) =>
  intake.call('POST', `/v1/complaints/${complaintId}/contacts`, { as, key, body: { ...CALL, ...body } });

const list = (complaintId: string, as = 'staff:lin.intake') =>
  intake.call('GET', `/v1/complaints/${complaintId}/contacts`, { as });

const faultsOf = ({ status, body }: Awaited<ReturnType<typeof log>>) => [
  status,
  ...(body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
];

// IV-07, CM-11, contracts, section 4
describe('the contact log', () => {
  it('tells the story who was in contact, how and what for, without a word of what was said', async () => {
    const complaintId = await register();
    const logged = await log(complaintId, {
      purposes: ['DETAILS_OBTAINED', 'APOLOGY', 'APOLOGY'],
      recordingReference: 'rec-13900004321-7',
      dialledNumber: 0,
    });
    expect(logged).toMatchObject({ status: 201, body: { complaintId, byRank: 'EMPLOYEE' } });

    const story = await intake.recordsOf('complaint.lifecycle.v1');
    const event = await eventually(() => story.find(({ value }) => String(value).includes(logged.body.contactId)));
    expect(JSON.parse(String(event.value))).toMatchObject({
      complaintId,
      actor: { kind: 'STAFF', id: 'staff:lin.intake' },
      contactId: logged.body.contactId,
      channel: 'PHONE_HOTLINE',
      direction: 'OUTBOUND',
      twoWay: true,
      purposes: ['DETAILS_OBTAINED', 'APOLOGY'],
      byRank: 'EMPLOYEE',
      dialled: true,
      keptAs: 'RECORDING',
      at: ASKED_AT,
    });
    const { rowCount } = await intake.service.database.query(
      `select 1 from complaint_contact as t where t::text ~ '唐晚舟|4321'
       union all select 1 from idempotency_key as t where t::text ~ '唐晚舟|4321'
       union all select 1 from outbox as t where t::text ~ '唐晚舟|4321'`,
    );
    expect([rowCount, String(event.value).includes('4321')]).toEqual([0, false]);
  });

  it('is read with the words and the number masked, and each read is recorded', async () => {
    const complaintId = await register();
    await log(complaintId, { recordingReference: 'rec-7', dialledNumber: 0 });
    await log(complaintId, { direction: 'INBOUND', channel: 'VISIT', purposes: ['PROGRESS'], verbatim: true });

    const { body } = await list(complaintId);
    expect(body.contacts).toMatchObject([
      { by: 'staff:lin.intake', note: NOTE, recordingReference: 'rec-7', keptAs: 'RECORDING', at: ASKED_AT },
      { direction: 'INBOUND', keptAs: 'VERBATIM', recordingReference: null, dialledNumber: null },
    ]);
    expect(body.contacts[0].dialledNumber).toMatch(/\*/);
    expect(body.commands).toEqual([{ operationId: 'logContact', allowed: true, blockedBy: [] }]);

    const disclosures = await intake.call('GET', `/v1/disclosures/intake?complaintId=${complaintId}`, {
      as: 'staff:pan.privacy',
    });
    expect(disclosures.body.items).toMatchObject([
      {
        person: 'staff:lin.intake',
        operation: 'listContacts',
        opened: ['complaint_contact.dialled', 'complaint_contact.note', 'complaint_contact.recording'],
      },
    ]);
  });

  it('keeps the rank that the directory gives the person when it is logged', async () => {
    const complaintId = await register();
    expect((await log(complaintId, {}, { as: 'staff:ma.manager' })).body.byRank).toBe('MANAGER');
  });

  it('refuses a time in the future and one before receipt, at the field', async () => {
    const complaintId = await register();

    expect(faultsOf(await log(complaintId, { at: '2026-03-02T09:00:01+08:00' }))).toEqual([422, '/at in-the-future']);
    expect(faultsOf(await log(complaintId, { at: '2026-03-02T08:59:59+08:00' }))).toEqual([422, '/at before-receipt']);
    expect((await log(complaintId, { at: '2026-03-02T09:00:00+08:00' })).status).toBe(201);
    expect((await list(complaintId)).body.contacts).toHaveLength(1);
  });

  it('takes the number dialled from the dossier only, for calls of our own', async () => {
    const complaintId = await register();

    expect(faultsOf(await log(complaintId, { dialledNumber: 1 }))).toEqual([422, '/dialledNumber not-in-dossier']);
    expect(faultsOf(await log(complaintId, { dialledNumber: 0, direction: 'INBOUND' }))).toEqual([
      422,
      '/dialledNumber absent-for',
    ]);
    expect((await log(complaintId, { dialledNumber: PHONE })).status).toBe(422);
    expect(faultsOf(await log(await register(null), { dialledNumber: 0 }))).toEqual([
      422,
      '/dialledNumber not-in-dossier',
    ]);
  });

  it('logs a contact once, however often it is sent', async () => {
    const complaintId = await register();
    const key = newId();
    const [first, second] = await Promise.all([log(complaintId, {}, { key }), log(complaintId, {}, { key })]);
    const third = await log(complaintId, {}, { key });

    expect([first.status, second.status].filter((status) => status === 201).length).toBeGreaterThan(0);
    expect(third.status).toBe(201);
    expect((await list(complaintId)).body.contacts).toHaveLength(1);
    expect((await log(complaintId, { purposes: ['OTHER'] }, { key })).status).toBe(422);
  });

  it('is for those who work on the case, of their own organisation', async () => {
    const complaintId = await register();

    expect((await log(complaintId, {}, { as: 'staff:bai.analysis' })).status).toBe(403);
    expect((await log(complaintId, {}, { as: 'staff:pan.privacy' })).status).toBe(403);
    expect((await log(complaintId, {}, { as: 'staff:nora.north' })).status).toBe(404);
    expect((await list(complaintId, 'staff:nora.north')).status).toBe(404);
    expect((await list(complaintId, 'staff:bai.analysis')).status).toBe(403);
    expect((await list(complaintId, 'staff:pan.privacy')).body.commands[0]).toMatchObject({
      allowed: false,
      blockedBy: [{ code: 'ROLE_MISSING' }],
    });
    expect((await log(newId())).status).toBe(404);
    expect((await log(complaintId, { purposes: [] })).status).toBe(422);
    expect((await log(complaintId, { purposes: ['GOSSIP'] })).status).toBe(422);
    expect((await log(complaintId, { byRank: 'EXECUTIVE' })).status).toBe(422);
  });
});
