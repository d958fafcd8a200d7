import type { Transaction } from '@redress/persistence';
import {
  BOMBS,
  eventually,
  hugeRecord,
  LYING_LZ4,
  publishPacked,
  testInfrastructure,
  type TestSuite,
} from '@redress/testing';
import { CompressionTypes, type Kafka, type Message } from 'kafkajs';
import { zstdCompressSync } from 'node:zlib';
import { ParkRecord } from './consumer-errors';
import { ConsumesRecords, EventConsumer } from './consumes.decorator';
import { encodeRecord } from '../client/kafkajs-records';
import { headerText, type RawRecord } from './log-record';
import { createTestTopics, RecordEffects, send, Story, STORY, TestService } from '../messaging-harness.spec';
import { partitionOf } from '../client/murmur2';

const SUBMISSIONS = 'complaint.submissions.v1';
const PARTITION = 3;
/** One that lies there. */
const KEY = Array.from({ length: 1_000 }, (_, at) => `k${at}`).find((key) => partitionOf(key, 12) === PARTITION) ?? '';

let suite: TestSuite;
let kafka: Kafka;
let service: TestService;
let refusesMarkers = false;

/** Keeps of a batch that cannot be read what intake answers, and of a submission its id. */
@EventConsumer()
class TakeSubmissions {
  @ConsumesRecords(SUBMISSIONS, { consumer: 'intake.take-submissions' })
  async on(records: readonly RawRecord[], tx: Transaction): Promise<void> {
    for (const record of records) {
      const { unreadable, partition } = record;
      if (unreadable && refusesMarkers) throw new ParkRecord('not now');
      const subject = unreadable ? 'unreadable' : (headerText(record, 'ce_id') ?? 'none');
      const what = unreadable
        ? `${partition}: ${unreadable.firstOffset}-${unreadable.lastOffset} ${unreadable.reason}`
        : String(record.value);
      await tx.query('insert into effect (subject, what) values ($1, $2)', [subject, what]);
    }
  }
}

const sealer = { seal: (plain: Buffer) => plain, unseal: (sealed: Buffer) => sealed };
const start = async () =>
  TestService.start({
    service: 'intake',
    brokers: suite.brokers,
    topicPrefix: suite.topicPrefix,
    databaseUrl: await suite.databaseUrl('intake'),
    consumers: [TakeSubmissions, RecordEffects],
    messaging: { sealer },
  });
const submissions = () => suite.topicPrefix + SUBMISSIONS;
const submission = (id: string): Message => ({ value: 'fine', headers: { ce_id: id, ce_source: '/crm' } });
const publish = (id: string) => send(kafka, submissions(), [{ ...submission(id), key: KEY }]);
const markers = () => service.effects('unreadable');

beforeAll(async () => {
  suite = await testInfrastructure();
  kafka = suite.kafkaClient();
  await createTestTopics(kafka, suite.topicPrefix);
  service = await start();
}, 240_000);

afterAll(async () => {
  await service?.stop();
  await suite?.cleanup();
});

describe('a batch of a publisher that cannot be read', () => {
  it.each(Object.entries(BOMBS))(
    'is passed and told of by its place, once, when it is too large for %s',
    async (name, bomb) => {
      const before = await markers();

      await publish(`${name}-before`);
      const at = await publishPacked(kafka, submissions(), PARTITION, bomb, [hugeRecord()]);
      await publish(`${name}-after`);
      await service.settled();

      expect((await markers()).slice(before.length)).toEqual([`${PARTITION}: ${at}-${at} batch-too-large`]);
      expect(await service.effects(`${name}-before`)).toEqual(['fine']);
      expect(await service.effects(`${name}-after`)).toEqual(['fine']);
    },
  );

  it('is passed when its lz4 frame says that it holds gigabytes; it takes the offsets of all its records', async () => {
    const before = await markers();

    const at = await publishPacked(kafka, submissions(), PARTITION, LYING_LZ4, [submission('a'), submission('b')]);
    await publish('lz4-liar-after');
    await service.settled();

    expect((await markers()).slice(before.length)).toEqual([`${PARTITION}: ${at}-${at + 1n} batch-too-large`]);
    expect(await service.effects('lz4-liar-after')).toEqual(['fine']);
  });

  it('is passed when it has more headers than may be held at once', async () => {
    const before = await markers();
    const headers = { a: Array.from({ length: 310_000 }, () => '') };
    const pack = () => zstdCompressSync(encodeRecord({ headers }).buf);

    const at = await publishPacked(kafka, submissions(), PARTITION, { ...BOMBS.zstd, pack }, [submission('a')]);
    await service.settled();

    expect((await markers()).slice(before.length)).toEqual([`${PARTITION}: ${at}-${at} batch-too-large`]);
  });

  it.each([CompressionTypes.GZIP, CompressionTypes.Snappy, CompressionTypes.LZ4, CompressionTypes.ZSTD] as const)(
    'never comes to the topic when the broker itself cannot read it: compression %s',
    async (compression) => {
      const garbage = { compression, pack: () => Buffer.from('04224d1848700000008000000000', 'hex') };

      await expect(publishPacked(kafka, submissions(), PARTITION, garbage, [submission('x')])).rejects.toThrow();
    },
  );

  it('is told of once, also when the service ended meanwhile or ends right after', async () => {
    const before = await markers();
    await service.stop();
    const at = await publishPacked(kafka, submissions(), PARTITION, BOMBS.gzip, [hugeRecord()]);
    service = await start();
    await publish('after-start');
    await service.settled();
    await service.stop();
    service = await start();
    await service.settled();

    expect((await markers()).slice(before.length)).toEqual([`${PARTITION}: ${at}-${at} batch-too-large`]);
    expect(await service.effects('after-start')).toEqual(['fine']);
  });

  it('is parked with its place when even that cannot be taken, and keeps it until it can', async () => {
    const before = await markers();
    refusesMarkers = true;
    const at = await publishPacked(kafka, submissions(), PARTITION, BOMBS.zstd, [hugeRecord()]);
    await service.settled();
    const [parked] = await service.messaging.parking.list();
    expect(await markers()).toEqual(before);

    refusesMarkers = false;
    expect(await service.messaging.parking.retry(parked?.id ?? '')).toEqual({ done: 1, left: 0 });

    expect((await markers()).slice(before.length)).toEqual([`${PARTITION}: ${at}-${at} batch-too-large`]);
  });

  it('ends no consumer and makes no partition stand still', async () => {
    expect(service.fatal).toEqual([]);
    expect(await service.messaging.parking.pausedPartitions()).toEqual([]);
  });
});

describe('a batch of one of our own topics that cannot be read', () => {
  const storyOn = (isOn: (partition: number) => boolean): Story => {
    for (;;) {
      const story = new Story();
      if (isOn(partitionOf(story.id, 12))) return story;
    }
  };
  const inTheWay = () => service.messaging.parking.pausedPartitions();
  const positionOf = async (partition: number) =>
    (await service.messaging.runtime.positions.ofTopic(STORY)).get(partition);

  it('makes its partition stand still before it, with an alarm; all before it and all others are read', async () => {
    const here = storyOn((partition) => partition === PARTITION);
    const elsewhere = storyOn((partition) => partition !== PARTITION);
    const topic = suite.topicPrefix + STORY;

    await send(kafka, topic, [here.registered()]);
    const at = await publishPacked(kafka, topic, PARTITION, BOMBS.lz4, [hugeRecord()]);
    await send(kafka, topic, [here.assessmentStarted(), elsewhere.registered(), elsewhere.assessmentStarted()]);
    await eventually(async () => (await inTheWay()).length > 0, {
      timeoutMs: 20_000,
      what: 'the partition to stand still',
    });
    await eventually(async () => (await service.effects(elsewhere.id)).length === 2, { what: 'the other story' });

    expect(await inTheWay()).toMatchObject([{ topic: STORY, partition: PARTITION, reason: 'UNREADABLE_BATCH' }]);
    expect(await service.effects(here.id)).toEqual(['complaint-registered']);
    expect(await positionOf(PARTITION)).toBe(at);
    expect(service.messaging.runtime.health().detail).toContain(`${STORY}/${PARTITION}: UNREADABLE_BATCH`);
  });

  it('does so again when it is let go on or the service starts anew, and loses nothing', async () => {
    const at = await positionOf(PARTITION);
    await service.messaging.parking.resumePartition(STORY, PARTITION);
    await eventually(async () => (await inTheWay()).length > 0, {
      timeoutMs: 20_000,
      what: 'the partition to stand still',
    });
    await service.stop();
    service = await start();
    await eventually(async () => (await inTheWay()).length > 0, {
      timeoutMs: 20_000,
      what: 'the partition to stand still',
    });

    expect(await positionOf(PARTITION)).toBe(at);
    expect(service.fatal).toEqual([]);
  });

  it('is passed by an operator who deletes it from the topic: the rest is read', async () => {
    const topic = suite.topicPrefix + STORY;
    const at = (await positionOf(PARTITION)) ?? 0n;
    const admin = kafka.admin();
    await admin.connect();
    // The client deletes only from topics whose metadata it has loaded.
    await admin.fetchTopicOffsets(topic);
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: PARTITION, offset: String(at + 1n) }] });
    await admin.disconnect();

    await service.messaging.parking.resumePartition(STORY, PARTITION);
    await eventually(async () => (await inTheWay())[0]?.reason === 'RETENTION_GAP', {
      timeoutMs: 20_000,
      what: 'the gap',
    });
    await service.messaging.parking.resumePartition(STORY, PARTITION);
    await service.settled();

    expect(await inTheWay()).toEqual([]);
    expect(await positionOf(PARTITION)).toBe(at + 2n);
  });
});
