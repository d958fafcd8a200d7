import type { TopicName } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { RepairDocuments } from '@redress/service-host';
import { pinPacks } from '@redress/service-testing';
import { eventually } from '@redress/testing';
import type { KafkaMessage } from 'kafkajs';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest } from '../../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let dossiers: KafkaMessage[];
let keys: KafkaMessage[];

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  dossiers = await intake.recordsOf('intake.dossiers.v1');
  keys = await intake.recordsOf('privacy.keys.v1');
}, 240_000);

afterAll(() => intake?.stop());

async function register(): Promise<string> {
  const { body } = await intake.call('POST', '/v1/complaints', {
    as: 'staff:lin.intake',
    key: newId(),
    body: aSubmission(),
  });
  const { complaintId } = body as { complaintId: string };
  await recordsOf(dossiers, complaintId, 1);
  await recordsOf(keys, complaintId, 1);
  return complaintId;
}

const recordsOf = (records: readonly KafkaMessage[], complaintId: string, count: number): Promise<KafkaMessage[]> =>
  eventually(
    () => {
      const found = records.filter(({ key }) => String(key) === complaintId);
      return found.length >= count && found;
    },
    { timeoutMs: 30_000, what: `${count} records of the complaint` },
  ) as Promise<KafkaMessage[]>;

async function noticed(): Promise<{ topic: string; complaintId: string }[]> {
  const { rows } = await intake.service.database.query<{ topic: string; complaintId: string }>(
    'select topic, complaint_id as "complaintId" from outdated_document order by topic',
  );
  return rows;
}

async function readBackTo(topic: TopicName): Promise<void> {
  const { runtime } = intake.service.messaging;
  const ends = await runtime.endOffsets(topic);
  await eventually(() => runtime.hasRead(topic, ends), { timeoutMs: 30_000, what: `${topic} to be read back` });
}

describe('sealed documents of intake', () => {
  it('are published again, byte for byte, when a tombstone came to stand behind them', async () => {
    const complaintId = await register();
    const [dossier] = await recordsOf(dossiers, complaintId, 1);
    const [key] = await recordsOf(keys, complaintId, 1);

    for (const [topic, record] of [
      ['intake.dossiers.v1', dossier],
      ['privacy.keys.v1', key],
    ] as const) {
      await intake.publish(topic, { key: complaintId, value: null, headers: record?.headers ?? {} });
    }
    await eventually(async () => (await noticed()).length === 2, { timeoutMs: 30_000, what: 'both to be noticed' });
    expect(await noticed()).toEqual([
      { topic: 'intake.dossiers.v1', complaintId },
      { topic: 'privacy.keys.v1', complaintId },
    ]);

    expect(await intake.service.get(RepairDocuments).runOnce(0)).toBe(2);
    expect((await recordsOf(dossiers, complaintId, 3)).map(({ value }) => value)).toEqual([
      dossier?.value,
      null,
      dossier?.value,
    ]);
    expect((await recordsOf(keys, complaintId, 3)).map(({ value }) => value)).toEqual([key?.value, null, key?.value]);
    expect(await noticed()).toEqual([]);
  });

  it('are left alone when the topic knows more than the tables, which may have been put back', async () => {
    const complaintId = await register();
    const [dossier] = await recordsOf(dossiers, complaintId, 1);
    const newer = { ...(JSON.parse(String(dossier?.value)) as object), version: 7 };
    await intake.publish('intake.dossiers.v1', {
      key: complaintId,
      value: JSON.stringify(newer),
      headers: dossier?.headers ?? {},
    });
    const stranger = newId();
    await intake.publish('intake.dossiers.v1', { key: stranger, value: 'not JSON' }, { key: 'nobody', value: null });

    await readBackTo('intake.dossiers.v1');

    expect(await noticed()).toEqual([]);
  });

  it('wait for what is on its way before they are published again', async () => {
    const complaintId = await register();
    await intake.publish('intake.dossiers.v1', { key: complaintId, value: null });
    await eventually(async () => (await noticed()).length === 1, { timeoutMs: 30_000, what: 'it to be noticed' });

    expect(await intake.service.get(RepairDocuments).runOnce(3_600_000)).toBe(0);
    const [dossier] = await recordsOf(dossiers, complaintId, 1);
    await intake.publish('intake.dossiers.v1', {
      key: complaintId,
      value: dossier?.value ?? null,
      headers: dossier?.headers ?? {},
    });

    await eventually(async () => (await noticed()).length === 0, { timeoutMs: 30_000, what: 'the note to be gone' });
    expect(await intake.service.get(RepairDocuments).runOnce(0)).toBe(0);
  });

  it('are published again although that of another complaint cannot be', async () => {
    const [broken, sound] = [await register(), await register()];
    const packs = await pinPacks(intake.service, broken, 'no pack');
    for (const key of [broken, sound]) await intake.publish('intake.dossiers.v1', { key, value: null });
    await eventually(async () => (await noticed()).length === 2, { timeoutMs: 30_000, what: 'both to be noticed' });

    expect(await intake.service.get(RepairDocuments).runOnce(0)).toBe(1);
    expect(await noticed()).toEqual([{ topic: 'intake.dossiers.v1', complaintId: broken }]);

    await pinPacks(intake.service, broken, packs);
    expect(await intake.service.get(RepairDocuments).runOnce(0)).toBe(1);
    for (const complaintId of [broken, sound]) await recordsOf(dossiers, complaintId, 3);
    expect(await noticed()).toEqual([]);
  });
});
