import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@redress/persistence';
import { SHIPPED_PACK_DIR } from '@redress/policy';
import type { RunningService } from '@redress/service-host';
import { eventually } from '@redress/testing';
import type { KafkaMessage } from 'kafkajs';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest } from '../../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let other: RunningService;

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  other = await intake.startReplica();
}, 240_000);

afterAll(() => intake?.stop());

const shipped = readFileSync(join(SHIPPED_PACK_DIR, 'general-service.v1.yaml'), 'utf8');

/** The next version of GENERAL_SERVICE with a category for drones. */
const nextVersion = ({ version = 2, effectiveFrom = '2026-03-02T01:10:00Z' } = {}): string =>
  shipped
    .replace(/^version: 1$/m, `version: ${version}`)
    .replace(/^effectiveFrom: .*$/m, `effectiveFrom: '${effectiveFrom}'`)
    .replace(
      /^categories:$/m,
      `categories:
  - code: DRONE_NOISE
    labels: { zh: 无人机噪声, en: Drone noise }
    severity: MINOR
    keywords: { zh: [无人机嗡嗡响], en: [drone noise] }`,
    );

const publish = (body: unknown, key = newId(), as = 'staff:admin') =>
  intake.call('POST', '/v1/packs', { as, key, body });

const droneComplaint = async (on: RunningService) => {
  const { body } = await intake.call('POST', '/v1/complaints', {
    as: 'staff:lin.intake',
    key: newId(),
    body: aSubmission({ description: '无人机嗡嗡响，整夜睡不着。' }),
    on,
  });
  const { rows } = await intake.service.database.query<{ proposed_category: string; packs: string }>(
    'select proposed_category, packs from complaint join complaint_custody using (complaint_id) where complaint_id = $1',
    [body.complaintId],
  );
  return rows[0];
};

/** Keys of the documents, each once however often the relay had to send it. */
const documentsOf = (records: readonly KafkaMessage[]): string[] => {
  const byId = new Map(records.map(({ headers, key }) => [String(headers?.['ce_id']), String(key)]));
  return [...byId.values()].toSorted();
};

describe('policy packs', () => {
  it('are published once each at the first start, with the calendars', async () => {
    const { body } = await intake.call('GET', '/v1/packs', { as: 'staff:wu.front' });

    expect(body.items.map(({ id, version }: { id: string; version: number }) => `${id}:${version}`)).toEqual([
      'GENERAL_SERVICE:1',
      'MANUFACTURING_8D:1',
      'SERVICE_CHAIN:1',
    ]);
    const packs = await intake.recordsOf('policy.packs.v1');
    const calendars = await intake.recordsOf('policy.calendars.v1');
    await eventually(() => documentsOf(packs).length >= 3 && calendars.length >= 1, { what: 'packs and calendars' });
    expect(documentsOf(packs)).toEqual(['GENERAL_SERVICE:1', 'MANUFACTURING_8D:1', 'SERVICE_CHAIN:1']);
    expect(documentsOf(calendars)).toEqual(['CN']);
  });

  it('are refused with line and rule of every problem', async () => {
    const broken = shipped
      .replace(/^version: 1$/m, 'version: 2')
      .replace(/^calendar: CN$/m, 'calendar: MARS')
      .replace(/^zone: .*$/m, 'zone: Asia/Shanghai\ncoffeeBreaks: 2');
    const { status, body } = await publish(broken);

    expect(status).toBe(422);
    const line = shipped.split('\n').findIndex((text) => text.startsWith('zone:')) + 2;
    expect(body.errors).toEqual([expect.objectContaining({ line, rule: 'unknown-key', pointer: '/coffeeBreaks' })]);
  });

  it('are refused when the version exists, or takes effect too soon, and by those who may not', async () => {
    const again = await publish(shipped);
    const tooSoon = await publish(nextVersion({ effectiveFrom: '2026-03-02T01:09:59Z' }));

    expect(again).toMatchObject({ status: 422 });
    expect(again.body.errors).toEqual(
      expect.arrayContaining([expect.objectContaining({ rule: 'version-order', line: expect.any(Number) })]),
    );
    expect(tooSoon.body.errors).toEqual([expect.objectContaining({ rule: 'effective-too-soon' })]);
    expect((await publish(nextVersion(), newId(), 'staff:lin.intake')).status).toBe(403);
    expect((await publish({ id: 'JSON' })).status).toBe(415);
  });

  it('change new complaints from their time on, on every replica, without a restart, and leave earlier ones alone', async () => {
    const key = newId();
    const yaml = nextVersion();
    const published = await publish(yaml, key);
    const repeat = await publish(yaml, key);
    expect(published).toMatchObject({ status: 201, body: { id: 'GENERAL_SERVICE', version: 2 } });
    expect(repeat).toMatchObject({ status: 201, body: published.body });

    const before = await droneComplaint(other);
    await intake.advanceTo('2026-03-02T01:10:00.000Z');
    const after = await eventually(
      async () => {
        const complaint = await droneComplaint(other);
        return complaint?.packs === 'GENERAL_SERVICE:2' ? complaint : undefined;
      },
      { what: 'the other replica to have read the version' },
    );

    expect(before?.packs).toBe('GENERAL_SERVICE:1');
    expect(before?.proposed_category).not.toBe('DRONE_NOISE');
    expect(after.proposed_category).toBe('DRONE_NOISE');
    const read = await intake.call('GET', '/v1/packs/GENERAL_SERVICE/versions/2', { as: 'staff:wu.front' });
    expect(read).toMatchObject({ status: 200, body: { version: 2, content: { id: 'GENERAL_SERVICE' } } });
    const elsewhere = await intake.call('GET', '/v1/packs', { as: 'staff:nora.north' });
    expect(elsewhere.body.items).toHaveLength(3);
    expect((await intake.call('GET', '/v1/packs/GENERAL_SERVICE/versions/2', { as: 'staff:nora.north' })).status).toBe(
      404,
    );
    expect((await intake.call('GET', '/v1/packs/GENERAL_SERVICE/versions/9', { as: 'staff:wu.front' })).status).toBe(
      404,
    );
  }, 60_000);
});
