import { letterSent } from '@redress/contracts';
import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import type { Kafka, Message } from 'kafkajs';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { behaviour, createTestTopics, send, Story, STORY, TestService } from '../messaging-harness.spec';
import { partitionOf } from '../client/murmur2';

let suite: TestSuite;
let kafka: Kafka;
let running: TestService[] = [];

const start = async (sessionTimeoutMs = 2_000) => {
  const service = await TestService.start({
    brokers: suite.brokers,
    topicPrefix: suite.topicPrefix,
    databaseUrl: await suite.databaseUrl('notification'),
    messaging: { consumers: { sessionTimeoutMs } },
  });
  running.push(service);
  return service;
};
const stop = async (service: TestService) => {
  running = running.filter((other) => other !== service);
  await service.stop();
};
const write = (...messages: Message[]) => send(kafka, suite.topicPrefix + STORY, messages);
const someStories = (count: number) => Array.from({ length: count }, () => new Story());
const WHOLE = ['complaint-registered', 'assessment-started', 'complaint-assigned'];
const expectWhole = async (service: TestService, stories: readonly Story[]) => {
  for (const story of stories) expect(await service.effects(story.id)).toEqual(WHOLE);
};

beforeAll(async () => {
  suite = await testInfrastructure();
  kafka = suite.kafkaClient();
  await createTestTopics(kafka, suite.topicPrefix);
}, 240_000);

afterEach(async () => {
  behaviour.clear();
  for (const service of running) await service.stop();
  running = [];
});

afterAll(() => suite?.cleanup());

it('loses and doubles nothing while replicas come and go', async () => {
  const first = await start();
  const stories = someStories(300);
  let written = 0;
  const writing = (async () => {
    for (let at = 0; at < stories.length; at += 20) {
      const some = stories.slice(at, at + 20);
      await write(
        ...some.map((s) => s.registered()),
        ...some.map((s) => s.assessmentStarted()),
        ...some.map((s) => s.assigned()),
      );
      written += some.length;
    }
  })();

  const second = await start();
  await stop(first);
  const third = await start();
  await stop(second);
  await writing;
  await third.settled();

  expect(written).toBe(300);
  await expectWhole(third, stories);
  expect(await third.totals()).toEqual({ effects: 900, events: 900 });
});

// PM-01
it('loses and doubles nothing while two replicas write, publish and read, and one of them goes', async () => {
  const stories = someStories(30);
  const [one, two] = [await start(), await start()];
  for (const { messaging } of [one, two]) messaging.relay.start();
  await write(...stories.map((story) => story.registered()));
  await one.settled();
  const sendLetters = async (service: TestService, count: number) => {
    for (let letter = 0; letter < count; letter += 1) {
      for (const { id } of stories) {
        await service.database.transaction(async (tx) => {
          const complaint = await service.custody.lock(tx, id);
          const actor = { kind: 'SYSTEM', id: 'system' } as const;
          const { example: payload } = letterSent;
          await service.outbox.append(tx, [{ contract: letterSent, complaint, at: new Date(), actor, payload }]);
        });
      }
    }
  };

  const lasting = sendLetters(two, 6);
  await sendLetters(one, 2);
  await stop(one);
  await lasting;
  await eventually(async () => (await two.messaging.relay.depth()) === 0, { timeoutMs: 20_000, what: 'the outbox' });
  await two.settled();

  for (const { id } of stories) {
    expect(await two.effects(id)).toEqual(['complaint-registered', ...Array.from({ length: 8 }, () => 'letter-sent')]);
  }
  const { effects, events } = await two.totals();
  expect(effects).toBe(events);
});

// architecture 5.2
it('loses and doubles nothing when the offsets of the group are gone', async () => {
  const stories = someStories(20);
  let service = await start();
  await write(...stories.map((story) => story.registered()));
  await service.settled();
  const { groupId } = service.messaging.runtime;
  await stop(service);

  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteGroups([groupId]);
  await admin.disconnect();
  await write(...stories.map((story) => story.assessmentStarted()));
  service = await start();
  await write(...stories.map((story) => story.assigned()));
  await service.settled();

  await expectWhole(service, stories);
});

it('reads again what a database that was put back has forgotten, also while nothing new arrives', async () => {
  const stories = someStories(40);
  const service = await start();
  await write(...stories.map((story) => story.registered()));
  await service.settled();
  const tables = ['consumer_position', 'effect', 'inbox', 'complaint_custody'];
  const copyTo = (suffix: string, from: string) =>
    service.database.transaction(async (tx) => {
      for (const table of tables) {
        if (from) {
          await tx.query(`delete from ${table}`);
          await tx.query(
            `insert into ${table} ${table === 'effect' ? 'overriding system value' : ''} select * from ${table}${from}`,
          );
        } else {
          await tx.query(`create table ${table}${suffix} as select * from ${table}`);
        }
      }
    });
  await copyTo('_an_hour_ago', '');
  await write(...stories.map((story) => story.assessmentStarted()), ...stories.map((story) => story.assigned()));
  await service.settled();
  await expectWhole(service, stories);

  await copyTo('', '_an_hour_ago');
  expect(await service.effects((stories[0] as Story).id)).toEqual(['complaint-registered']);

  await eventually(async () => (await service.effects((stories[0] as Story).id)).length === 3);
  await service.settled();
  await expectWhole(service, stories);
  const { effects, events } = await service.totals();
  expect(effects).toBe(events);
});

describe('a member that is frozen for longer than its session', () => {
  let member: ChildProcess;
  afterEach(() => member?.kill('SIGKILL'));

  it('neither blocks its partition nor does anything twice when it wakes', async () => {
    const held = new Story();
    const others = someStories(60);
    member = spawn(
      process.execPath,
      [
        '--conditions=@redress/source',
        '-r',
        join(__dirname, '..', '..', 'spec-loader.cjs'),
        join(__dirname, 'frozen-member.spec.ts'),
        suite.brokers.join(','),
        suite.topicPrefix,
        await suite.databaseUrl('notification'),
        held.id,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    member.stdout?.on('data', (text: Buffer) => (said += text.toString()));
    await eventually(() => said.includes('ready'), { timeoutMs: 30_000, what: 'the member to read' });

    await write(held.registered());
    await eventually(() => said.includes('holding'), { what: 'the member to be in its transaction' });
    member.kill('SIGSTOP');
    const taker = await start();
    await write(held.assessmentStarted(), ...others.map((story) => story.registered()));
    await taker.settled();
    expect(await taker.effects(held.id)).toEqual(['complaint-registered', 'assessment-started']);

    member.kill('SIGCONT');
    await write(held.assigned(), ...others.flatMap((story) => [story.assessmentStarted(), story.assigned()]));
    await taker.settled();
    await expectWhole(taker, [held, ...others]);
    member.kill('SIGTERM');
    await eventually(() => member.exitCode !== null, { what: 'the member to end' });
    const { effects, events } = await taker.totals();
    expect(effects).toBe(events);
  });
});

it('stops where retention has taken what was not read, and goes on when an operator accepts the loss', async () => {
  const lost = new Story();
  const partition = partitionOf(lost.id, 12);
  const inSamePartition = () => {
    for (;;) {
      const story = new Story();
      if (partitionOf(story.id, 12) === partition) return story;
    }
  };
  const [kept, later] = [inSamePartition(), inSamePartition()];
  await stop(await start());
  await write(lost.registered());
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(suite.topicPrefix + STORY);
  const end = ends.find((found) => found.partition === partition)?.high ?? '0';
  await admin.deleteTopicRecords({ topic: suite.topicPrefix + STORY, partitions: [{ partition, offset: end }] });
  await admin.disconnect();
  await write(kept.registered());

  const service = await start();
  const { parking, runtime } = service.messaging;
  const stands = await eventually(async () => (await parking.pausedPartitions())[0]);
  expect(stands).toMatchObject({ topic: STORY, partition, reason: 'RETENTION_GAP' });
  expect(runtime.health().detail).toContain('RETENTION_GAP');
  expect(await service.effects(kept.id)).toEqual([]);

  await parking.resumePartition(STORY, partition);
  await write(later.registered());
  await service.settled();
  expect(await service.effects(kept.id)).toEqual(['complaint-registered']);
  expect(await service.effects(later.id)).toEqual(['complaint-registered']);
  expect(await service.effects(lost.id)).toEqual([]);
});
