import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import type { KafkaMessage } from 'kafkajs';
import { aSubmission } from '../testing/a-submission.spec';
import { IntakeUnderTest } from '../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let story: KafkaMessage[];

beforeAll(async () => {
  intake = await IntakeUnderTest.start({ REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '1000' });
  story = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

const LIN = 'staff:lin.intake';
const ANONYMOUS = { type: 'ANONYMOUS', locale: 'zh-CN' } as const;

const file = async (replaced: object = { complainant: ANONYMOUS }) => {
  const { body } = await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission(replaced) });
  return body as { complaintId: string; complaintNo: string; trackingCode: string };
};
type Filed = Awaited<ReturnType<typeof file>>;
const pair = ({ complaintNo, trackingCode }: Filed) => ({ complaintNo, trackingCode });
const staffWrites = (filed: Filed, words: string, as = LIN) =>
  intake.call('POST', `/v1/complaints/${filed.complaintId}/messages`, { as, key: newId(), body: { words } });
const writes = (filed: Filed, words: string) =>
  intake.call('POST', '/v1/portal/messages', { key: newId(), body: { ...pair(filed), words } });
const opens = (filed: Filed) => intake.call('POST', '/v1/portal/mailbox', { body: pair(filed) });
const staffReads = (filed: Filed, as = LIN) =>
  intake.call('GET', `/v1/complaints/${filed.complaintId}/messages`, { as });
const factsOf = ({ complaintId }: Filed, fact: string) =>
  story
    .filter(({ headers }) => String(headers?.['ce_type']).includes(fact))
    .map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>)
    .filter((value) => value['complaintId'] === complaintId);

// DF-13
describe('the mailbox of an anonymous complainant', () => {
  it('carries words both ways with number and code, and says once when they were told', async () => {
    const filed = await file();
    const asked = await staffWrites(filed, '水壶是哪天买的？');
    expect(asked.status).toBe(201);
    expect((await staffReads(filed)).body.messages).toMatchObject([{ by: 'STAFF', byId: LIN, openedAt: null }]);

    const opened = await opens(filed);
    await opens(filed);
    await writes(filed, '二月二十日');

    expect(opened).toMatchObject({ status: 200, body: { messages: [{ by: 'STAFF', words: '水壶是哪天买的？' }] } });
    const { body } = await staffReads(filed);
    expect(body.messages).toMatchObject([
      { openedAt: '2026-03-02T01:00:00.000Z' },
      { by: 'COMPLAINANT', byId: 'portal', words: '二月二十日', openedAt: null },
    ]);
    await eventually(() => factsOf(filed, 'message-written').length === 2, { what: 'both messages on the story' });
    expect(factsOf(filed, 'message-opened')).toMatchObject([{ messageIds: [asked.body.messageId] }]);
    expect(JSON.stringify(factsOf(filed, 'message'))).not.toMatch(/水壶|二月/);
    const { rowCount } = await intake.service.database.query(
      `select 1 from mailbox_message as t where t::text ~ '水壶|二月'`,
    );
    expect(rowCount).toBe(0);
  });

  it('is told once when it is opened twice at the same time', async () => {
    const filed = await file();
    await staffWrites(filed, '请补充照片');
    await Promise.all(Array.from({ length: 4 }, () => opens(filed)));
    await writes(filed, '好的');
    await eventually(() => factsOf(filed, 'message-written').length === 2, { what: 'both messages on the story' });

    expect(factsOf(filed, 'message-opened')).toHaveLength(1);
  });

  it('is for nobody who gave a name, nor without the code, nor from outside', async () => {
    const named = await file({});
    const blocked = { status: 409, body: { blockedBy: [{ code: 'NOT_ANONYMOUS' }] } };
    expect(await staffWrites(named, 'x')).toMatchObject(blocked);
    expect(await writes(named, 'x')).toMatchObject(blocked);
    expect(await opens(named)).toMatchObject(blocked);

    const filed = await file();
    expect((await opens({ ...filed, trackingCode: 'ABCD2345WXYZ' })).status).toBe(404);
    expect((await staffWrites(filed, 'x', 'staff:bai.analysis')).status).toBe(403);
    expect((await staffReads(filed, 'staff:nora.north')).status).toBe(404);
    expect((await staffReads(filed)).body.commands).toEqual([
      { operationId: 'writeMessage', allowed: true, blockedBy: [] },
    ]);
  });
});

// RG-10
describe('a representative', () => {
  const SPEAKS = { type: 'REPRESENTATIVE', name: '江一帆', phone: '13900003333', locale: 'zh-CN' } as const;
  const register = async (replaced: object) => {
    const body = aSubmission({ complainant: SPEAKS, ...replaced });
    const { body: answered, status } = await intake.call('POST', '/v1/complaints', { as: LIN, key: newId(), body });
    expect(status).toBe(201);
    return (await intake.call('GET', `/v1/complaints/${answered.complaintId}`, { as: LIN })).body;
  };

  it('says whom they represent and what proves it, and the name stays masked', async () => {
    const read = await register({
      representation: { represents: '欧阳明远', proof: { kind: 'POWER_OF_ATTORNEY', ref: '2026-017' } },
    });

    expect(read.missing).toEqual([]);
    expect(read.dossier.representation).toMatchObject({ proof: { kind: 'POWER_OF_ATTORNEY', ref: '2026-017' } });
    expect(JSON.stringify(read)).not.toContain('欧阳明远');
  });

  it('is not turned away without proof: it is listed as missing', async () => {
    expect((await register({})).missing).toEqual(['REPRESENTATION', 'PROOF_OF_AUTHORITY']);
    expect((await register({ representation: { represents: '欧阳明远' } })).missing).toEqual(['PROOF_OF_AUTHORITY']);
    const consumer = aSubmission({ representation: { represents: '欧阳明远' } });
    const refused = await intake.call('POST', '/v1/complaints', { as: LIN, key: newId(), body: consumer });
    expect(refused.body.errors).toMatchObject([{ pointer: '/representation', code: 'absent-for' }]);
  });
});
