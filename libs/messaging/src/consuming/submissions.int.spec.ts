import { directoryEntry, type Received } from '@redress/contracts';
import { envelopeHeaders } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import { CompressionTypes, type Kafka, type Message } from 'kafkajs';
import { ParkRecord } from './consumer-errors';
import { Consumes, ConsumesRecords, EventConsumer } from './consumes.decorator';
import { headerText, type RawRecord } from './log-record';
import { createTestTopics, send, TestService } from '../messaging-harness.spec';
import type { RecordSealer } from '../parking/record-sealing';

const SUBMISSIONS = 'complaint.submissions.v1';

let suite: TestSuite;
let kafka: Kafka;
let service: TestService;
const refused = new Set<string>();

@EventConsumer()
class TakeSubmissions {
  @ConsumesRecords(SUBMISSIONS, { consumer: 'intake.take-submissions' })
  async on(records: readonly RawRecord[], tx: Transaction): Promise<void> {
    for (const record of records) {
      const id = headerText(record, 'ce_id') ?? 'none';
      if (refused.has(id)) throw new ParkRecord('cannot be taken now');
      const what = record.value === null ? 'null' : record.value.toString().slice(0, 40);
      await tx.query('insert into effect (subject, event_id, what) values ($1, $2, $3)', [
        id,
        `${record.partition}/${record.offset}`,
        what,
      ]);
    }
  }
}

@EventConsumer()
class TakeEntries {
  @Consumes(directoryEntry, { consumer: 'intake.take-entries' })
  async on(entries: readonly Received[], tx: Transaction): Promise<void> {
    for (const { subject, id } of entries) {
      await tx.query('insert into effect (subject, event_id, what) values ($1, $2, $3)', [subject, id, 'entry']);
    }
  }
}

/** Stands for the key ring: reversible, unreadable, and bound to its context. */
const sealer: RecordSealer = {
  seal: (plain, context) => Buffer.from(`${context}\n${plain.toString('base64')}`),
  unseal: (sealed, context) => {
    const [bound, content] = sealed.toString().split('\n');
    if (bound !== context) throw new Error('sealed for another place');
    return Buffer.from(content ?? '', 'base64');
  },
};

const start = async (withSealer: boolean) =>
  TestService.start({
    service: 'intake',
    brokers: suite.brokers,
    topicPrefix: suite.topicPrefix,
    databaseUrl: await suite.databaseUrl('intake'),
    consumers: [TakeSubmissions, TakeEntries],
    messaging: withSealer ? { sealer } : {},
  });
const submission = (id: string | null, value: string | null, key: string | null = 'k'): Message => ({
  key,
  value,
  headers: id === null ? {} : { ce_id: id, ce_source: '/crm', ce_type: 'redress.publisher.complaint-submitted.v1' },
});
const publish = (messages: Message[], compression?: CompressionTypes) =>
  send(kafka, suite.topicPrefix + SUBMISSIONS, messages, compression);

beforeAll(async () => {
  suite = await testInfrastructure();
  kafka = suite.kafkaClient();
  await createTestTopics(kafka, suite.topicPrefix);
  service = await start(true);
}, 240_000);

beforeEach(() => refused.clear());

afterAll(async () => {
  await service?.stop();
  await suite?.cleanup();
});

describe('records of foreign publishers', () => {
  it('arrive as they are: malformed, empty, without key or headers', async () => {
    await publish([submission('A-1', '{"half'), submission('A-2', null), submission(null, 'no headers', null)]);
    await service.settled();

    expect(await service.effects('A-1')).toEqual(['{"half']);
    expect(await service.effects('A-2')).toEqual(['null']);
    expect(await service.effects('none')).toEqual(['no headers']);
  });

  it.each([
    ['gzip', CompressionTypes.GZIP],
    ['snappy', CompressionTypes.Snappy],
    ['zstd', CompressionTypes.ZSTD],
  ])('are read when they were written with %s', async (name, compression) => {
    const ids = Array.from({ length: 50 }, (_, at) => `${name}-${at}`);

    await publish(
      ids.map((id) => submission(id, `complaint ${id} ${'long '.repeat(200)}`)),
      compression,
    );
    await service.settled();

    for (const id of ids) expect(await service.effects(id)).toHaveLength(1);
  });

  it('are refused by the broker when they are larger than a topic takes, and the consumer goes on', async () => {
    await expect(publish([submission('B-1', 'x'.repeat(1_100_000))])).rejects.toThrow(/larger|too large/i);
    await publish([submission('B-2', 'x'.repeat(1_000_000))]);
    await service.settled();

    expect(await service.effects('B-1')).toEqual([]);
    expect(await service.effects('B-2')).toHaveLength(1);
  });

  it('are parked by their source pair, sealed; other records with the same key go on', async () => {
    refused.add('C-1');

    await publish([submission('C-1', 'Li Wei, 13800001111'), submission('C-2', 'fine'), submission('C-1', 'again')]);
    await service.settled();

    const [parked] = await service.messaging.parking.list();
    expect(parked).toMatchObject({ reason: 'UNPROCESSABLE', queued: 1, eventId: null, eventType: null });
    expect(await service.effects('C-2')).toEqual(['fine']);
    const { rows } = await service.database.query('select * from parked_event');
    expect(JSON.stringify(rows.map((row) => ({ ...row, record: String(row['record']) })))).not.toMatch(
      /Li Wei|1380000/,
    );
    expect((await service.messaging.parking.show(parked?.id ?? '')).value).toBeUndefined();

    refused.clear();
    expect(await service.messaging.parking.retry(parked?.id ?? '')).toEqual({ done: 2, left: 0 });
    expect(await service.effects('C-1')).toEqual(['Li Wei, 13800001111', 'again']);
  });

  it('are parked one by one when they have no source pair, and block nobody', async () => {
    refused.add('none');

    await publish([submission(null, 'one'), submission('D-1', 'fine'), submission(null, 'two')]);
    await service.settled();

    const parked = await service.messaging.parking.list();
    expect(parked.map(({ blockingKey, queued }) => [blockingKey, queued])).toEqual([
      [null, 0],
      [null, 0],
    ]);
    expect(await service.effects('D-1')).toEqual(['fine']);
    for (const { id } of parked) await service.messaging.parking.skip(id, 'nothing to be done', 'staff:op');
  });

  it('are never stored in the clear: without a sealer the partition stands still', async () => {
    await service.stop();
    service = await start(false);
    refused.add('E-1');

    await publish([submission('E-1', 'Wang Fang')]);
    const stands = await eventually(async () => (await service.messaging.parking.pausedPartitions())[0]);
    expect(stands.reason).toBe('CANNOT_PARK');
    expect(await service.messaging.parking.list()).toEqual([]);

    refused.clear();
    await service.messaging.parking.resumePartition(stands.topic, stands.partition);
    await service.settled();
    expect(await service.effects('E-1')).toEqual(['Wang Fang']);
  });

  it('of a document that may not be kept only the place is: it is skipped, and its next version is taken', async () => {
    const entry = (value: string): Message => ({
      key: 'CS',
      value,
      headers: envelopeHeaders({
        id: newId(),
        service: 'routing',
        type: directoryEntry.type,
        subject: 'CS',
        at: new Date(),
        recordedAt: new Date(),
        organisationId: 'acme',
        correlationId: 'CS',
      }),
    });

    await send(kafka, `${suite.topicPrefix}org.directory.v1`, [
      entry('{"name":"Wang Fang"}'),
      entry(JSON.stringify(directoryEntry.example)),
    ]);
    await service.settled();

    const parked = await service.messaging.parking.list();
    expect(parked).toMatchObject([{ topic: 'org.directory.v1', blockingKey: null, reason: 'INVALID' }]);
    expect(await service.effects('CS')).toEqual(['entry']);
    const { rows } = await service.database.query<{ record: Buffer }>(
      `select record from parked_event where topic = 'org.directory.v1'`,
    );
    expect(rows.map(({ record }) => record.toString())).toEqual([expect.not.stringContaining('Wang')]);
    await service.messaging.parking.skip(parked[0]?.id ?? '', 'it came again', 'staff:op');
    expect(await service.messaging.parking.list()).toEqual([]);
  });
});
