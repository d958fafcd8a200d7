import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import type { KafkaMessage } from 'kafkajs';
import { IntakeUnderTest, type CallOptions } from '../testing/intake-under-test.spec';
import { RegisterDueDrafts } from './register-due-drafts.work';

let intake: IntakeUnderTest;
let story: KafkaMessage[];

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  story = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

const LIN = 'staff:lin.intake';
/** An analyst, who registers nothing. */
const BAI = 'staff:bai.analysis';
const WORDS = '路过前台时听到顾客说扶梯夹住了孩子的鞋';
const CAPTURED = { channel: 'ON_SITE', receivedAt: '2026-03-02T00:30:00Z', description: WORDS };

const capture = (body: object = {}, as = BAI, key = newId()) =>
  intake.call('POST', '/v1/drafts', { as, key, body: { ...CAPTURED, ...body } });
const captured = async (body: object = {}, as = BAI): Promise<string> => {
  const reply = await capture(body, as);
  expect(reply.status).toBe(201);
  return reply.body.draftId;
};
const read = (draftId: string, as = BAI) => intake.call('GET', `/v1/drafts/${draftId}`, { as });
const withVersion = (version: number, options: CallOptions): CallOptions => ({
  key: newId(),
  ...options,
  headers: { 'if-match': `"${version}"` },
});
const edit = (draftId: string, version: number, body: object, as = BAI) =>
  intake.call('PUT', `/v1/drafts/${draftId}`, withVersion(version, { as, body: { ...CAPTURED, ...body } }));
const register = (draftId: string, version: number, as = BAI) =>
  intake.call('POST', `/v1/drafts/${draftId}/registration`, withVersion(version, { as }));
const sweep = () => intake.service.get(RegisterDueDrafts).step();
const registrationOf = (complaintId: string) =>
  eventually(
    () =>
      story
        .map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>)
        .find((value) => value['complaintId'] === complaintId),
    { what: 'the registration on the story' },
  ) as Promise<Record<string, unknown>>;
const COMPLAINANT = { type: 'CONSUMER', name: '沈知微', phone: '13900004444', locale: 'zh-CN' };

// T1, IN-17, D2, contracts, section 2
describe('drafts', () => {
  it('are captured by every employee, sealed, with what is needed to lose nothing', async () => {
    const draftId = await captured();

    expect((await read(draftId)).body).toMatchObject({
      state: 'OPEN',
      version: 1,
      capturedBy: { kind: 'STAFF', id: BAI },
      registerAt: '2026-03-02T02:00:00.000Z',
      content: CAPTURED,
      commands: [
        { operationId: 'editDraft', allowed: true },
        { operationId: 'registerDraft', allowed: true },
      ],
    });
    const { rowCount } = await intake.service.database.query(
      `select 1 from registration_draft as t where t::text ~ '扶梯' union all
       select 1 from idempotency_key as t where t::text ~ '扶梯'`,
    );
    expect(rowCount).toBe(0);
    const byProgram = await capture({ channel: 'PARTNER_API' }, 'client:crm');
    expect(byProgram.body.errors).toMatchObject([{ pointer: '/receivedAt', params: { right: 'STATE_RECEIVED_AT' } }]);
    for (const lacking of ['channel', 'receivedAt', 'description']) {
      expect((await capture({ [lacking]: undefined })).body.errors).toMatchObject([{ pointer: `/${lacking}` }]);
    }
    expect((await capture({ receivedAt: '2026-03-02T03:00:00Z' })).body.errors).toMatchObject([
      { pointer: '/receivedAt', code: 'in-the-future' },
    ]);
  });

  it('are filled in and registered under the number that they get then, counted from receipt', async () => {
    const draftId = await captured();
    const tooSoon = await register(draftId, 1);
    const edited = await edit(draftId, 1, { complainant: COMPLAINANT });
    const stale = await register(draftId, 1);
    const registered = await register(draftId, 2);

    expect(tooSoon.body.errors).toMatchObject([{ pointer: '/complainant', code: 'contact-needed' }]);
    expect(edited).toMatchObject({ status: 200, body: { version: 2 } });
    expect(stale.status).toBe(412);
    expect(registered).toMatchObject({ status: 201, body: { receivedAt: '2026-03-02T00:30:00.000Z' } });
    const { complaintId } = registered.body;
    const event = await registrationOf(complaintId);
    expect(event).toMatchObject({ actor: { kind: 'STAFF', id: BAI }, registrationDueAt: '2026-03-02T01:30:00.000Z' });
    expect(event).not.toHaveProperty('missing');
    expect((await read(draftId)).body).toMatchObject({ state: 'REGISTERED', complaintId, content: null });
    expect(await edit(draftId, 3, {})).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'DRAFT_REGISTERED' }] },
    });
    expect((await register(draftId, 3)).status).toBe(409);
    const { rowCount } = await intake.service.database.query('select 1 from data_key where complaint_id = $1', [
      draftId,
    ]);
    expect(rowCount).toBe(0);
  });

  it('are seen by who captured them and by intake officers of the organisation', async () => {
    const draftId = await captured();

    expect((await read(draftId, LIN)).status).toBe(200);
    expect((await read(draftId, 'staff:wu.front')).status).toBe(404);
    expect((await read(draftId, 'staff:nora.north')).status).toBe(404);
    expect((await register(draftId, 1, 'staff:wu.front')).status).toBe(404);
    const listed = async (as: string) =>
      ((await intake.call('GET', '/v1/drafts', { as })).body.items as { draftId: string }[]).map((one) => one.draftId);
    expect(await listed(LIN)).toContain(draftId);
    expect(await listed(BAI)).toContain(draftId);
    expect(await listed('staff:wu.front')).not.toContain(draftId);
    expect((await intake.call('DELETE', `/v1/drafts/${draftId}`, { as: LIN })).status).toBe(405);
  });

  it('are registered an hour later as they are, by one of two sweeps, with what is missing', async () => {
    const draftId = await captured({ kind: 'COMPLAINT' });
    const other = await captured({ channel: 'PARTNER_API' }, 'client:adapter');
    await sweep();
    expect((await read(draftId)).body.state).toBe('OPEN');

    await intake.advanceTo('2026-03-02T02:00:01.000Z');
    await Promise.all([sweep(), sweep()]);
    await sweep();

    const { complaintId } = (await read(draftId)).body;
    expect(await registrationOf(complaintId)).toMatchObject({
      receivedAt: '2026-03-02T00:30:00.000Z',
      registeredAt: '2026-03-02T02:00:01.000Z',
      missing: ['COMPLAINANT', 'CONTACT'],
      proposedFlags: expect.arrayContaining(['incomplete']),
      source: { source: BAI, id: `draft.${draftId}` },
    });
    const { body } = await intake.call('GET', `/v1/complaints/${complaintId}`, { as: LIN });
    expect(body).toMatchObject({ missing: ['COMPLAINANT', 'CONTACT'], dossier: { description: WORDS } });
    expect((await read(other, LIN)).body.state).toBe('REGISTERED');
    const { rows } = await intake.service.database.query<{ count: number }>(
      'select count(*)::int as count from complaint where source_id = $1',
      [`draft.${draftId}`],
    );
    expect(rows).toEqual([{ count: 1 }]);
  });
});
