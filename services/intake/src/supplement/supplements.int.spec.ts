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
const WORDS = '沈知微补充：第二个水壶也裂了';

const file = async () => {
  const { body } = await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission() });
  return body as { complaintId: string; complaintNo: string; trackingCode: string };
};
const add = (complaintId: string, body: object = {}, as = LIN, key = newId()) =>
  intake.call('POST', `/v1/complaints/${complaintId}/supplements`, {
    as,
    key,
    body: { words: WORDS, channel: 'PHONE_HOTLINE', ...body },
  });
const read = async (complaintId: string) => {
  const { body } = await intake.call('GET', `/v1/complaints/${complaintId}`, { as: LIN });
  return body;
};
const told = (complaintId: string, count: number) =>
  eventually(
    () => {
      const values = story.map(({ value, headers }) => ({
        ...(JSON.parse(String(value)) as Record<string, unknown>),
        type: String(headers?.['ce_type']),
      }));
      const found = values.filter(
        (value) => value['complaintId' as never] === complaintId && value.type.includes('supplemented'),
      );
      return found.length === count && found;
    },
    { what: 'supplements on the story' },
  ) as Promise<Record<string, unknown>[]>;

// RG-18, RG-20
describe('supplements', () => {
  it('come in by staff and by the complainant, and leave the original as it was', async () => {
    const { complaintId, complaintNo, trackingCode } = await file();
    const before = await read(complaintId);

    const byStaff = await add(complaintId, { by: 'STAFF', receivedAt: '2026-03-02T09:00:00+08:00' });
    const byPortal = await intake.call('POST', '/v1/portal/supplements', {
      key: newId(),
      body: { complaintNo, trackingCode, words: '照片已寄出' },
    });

    expect([byStaff.status, byPortal.status]).toEqual([201, 201]);
    const after = await read(complaintId);
    expect(after.dossier).toEqual(before.dossier);
    expect(after.supplements).toMatchObject([
      { by: 'STAFF', byId: LIN, channel: 'PHONE_HOTLINE', words: WORDS },
      { by: 'COMPLAINANT', byId: 'portal', channel: 'WEB_FORM', words: '照片已寄出' },
    ]);
    const facts = await told(complaintId, 2);
    expect(facts).toMatchObject([
      { supplementId: byStaff.body.supplementId, by: 'STAFF', at: '2026-03-02T01:00:00.000Z' },
      { supplementId: byPortal.body.supplementId, by: 'COMPLAINANT', actor: { kind: 'COMPLAINANT' } },
    ]);
    expect(JSON.stringify(facts)).not.toContain('水壶');
  });

  it('are added once for one key, and by a later call again', async () => {
    const { complaintId } = await file();
    const key = newId();
    const [first, second] = await Promise.all([add(complaintId, {}, LIN, key), add(complaintId, {}, LIN, key)]);
    await add(complaintId, {}, LIN, key);

    expect([first.status, second.status].filter((status) => status === 201).length).toBeGreaterThanOrEqual(1);
    expect((await read(complaintId)).supplements).toHaveLength(1);
  });

  it('are refused with field and rule, and to those who may not', async () => {
    const { complaintId, complaintNo } = await file();
    const refused = async (body: object) => (await add(complaintId, body)).body.errors?.[0];

    expect(await refused({ receivedAt: '2026-03-02T02:00:00Z' })).toMatchObject({ code: 'in-the-future' });
    expect(await refused({ receivedAt: '2026-03-01T02:00:00Z' })).toMatchObject({ code: 'before-receipt' });
    expect(await refused({ words: ' ' })).toMatchObject({ pointer: '/words' });
    expect((await add(complaintId, {}, 'staff:bai.analysis')).status).toBe(403);
    expect((await add(complaintId, {}, 'staff:nora.north')).status).toBe(404);
    const wrongCode = { complaintNo, trackingCode: 'ABCD2345WXYZ', words: 'x' };
    expect((await intake.call('POST', '/v1/portal/supplements', { key: newId(), body: wrongCode })).status).toBe(404);
  });

  it('lie sealed, and are neither changed nor taken away', async () => {
    const { complaintId } = await file();
    await add(complaintId);
    const { database } = intake.service;

    const { rowCount } = await database.query(`select 1 from complaint_supplement as t where t::text ~ '水壶'`);
    expect(rowCount).toBe(0);
    await expect(database.query(`update complaint_supplement set channel = 'FAX'`)).rejects.toThrow('append-only');
    await expect(database.query('delete from complaint_supplement')).rejects.toThrow('append-only');
  });
});
