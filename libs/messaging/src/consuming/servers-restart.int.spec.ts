import { complaintAcknowledged } from '@redress/contracts';
import { EmbeddedKafka, EmbeddedPostgres, stateDirectory, createDatabase } from '@redress/infrastructure';
import { eventually } from '@redress/testing';
import { Kafka, logLevel } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestTopics, send, Story, STORY, TestService } from '../messaging-harness.spec';

jest.setTimeout(120_000);

// Servers of this suite alone, because it stops them: others share the ones of the test run.
const servers = stateDirectory('test-restart');
const OUTAGE_MS = 20_000;
const broker = new EmbeddedKafka({ dataDir: `${servers}/kafka`, heapMiB: 256 });
const postgres = new EmbeddedPostgres({ dataDir: `${servers}/postgres`, settings: { synchronous_commit: 'on' } });
const run = `r${process.pid}x${Date.now()}`;
const topicPrefix = `${run}.`;
let kafka: Kafka;
let service: TestService;
let stories: Story[] = [];

const WHOLE = ['complaint-registered', 'assessment-started', 'complaint-assigned'];
const noon = new Date('2026-03-02T04:00:00.000Z');

/** Appends one fact to each of these complaints, as the service's own commands do, until the database takes it. */
const acknowledge = async (some: readonly Story[]) => {
  for (const story of some) {
    await eventually(
      async () => {
        await service.database.transaction(async (tx) => {
          const complaint = await service.custody.lock(tx, story.id);
          const { rowCount } = await tx.query('select 1 from effect where subject = $1 and what = $2', [
            story.id,
            'own',
          ]);
          if (rowCount > 0) return;
          await tx.query(`insert into effect (subject, event_id, what) values ($1, $2, 'own')`, [story.id, story.id]);
          await service.outbox.append(tx, [
            {
              contract: complaintAcknowledged,
              complaint,
              at: noon,
              actor: { kind: 'SYSTEM', id: 'system' },
              payload: complaintAcknowledged.example,
            },
          ]);
        });
        return true;
      },
      { timeoutMs: 60_000, intervalMs: 50 },
    );
  }
};
const write = (pick: (story: Story) => ReturnType<Story['registered']>) =>
  send(kafka, topicPrefix + STORY, stories.map(pick));
const newStories = () => {
  stories = Array.from({ length: 60 }, () => new Story());
};
const effectsOfOthers = async (story: Story) => (await service.effects(story.id)).filter((what) => what !== 'own');

/** Ids of the facts on the topic, to see that none is missing. */
const acknowledgedOnTopic = async () => {
  const reader = kafka.consumer({ groupId: `${topicPrefix}reader-${Date.now()}`, maxWaitTimeInMs: 100 });
  const seen = new Set<string>();
  await reader.connect();
  await reader.subscribe({ topics: [topicPrefix + STORY], fromBeginning: true });
  await reader.run({
    eachMessage: async ({ message }) => {
      if (String(message.headers?.['ce_type']) === complaintAcknowledged.type) seen.add(String(message.key));
    },
  });
  await eventually(() => stories.every((story) => seen.has(story.id)), { timeoutMs: 20_000, what: 'all facts' });
  await reader.disconnect();
};

beforeAll(async () => {
  await Promise.all([broker.start(), postgres.start()]);
  kafka = new Kafka({ brokers: broker.brokers, clientId: 'spec', logLevel: logLevel.NOTHING, retry: { retries: 20 } });
  await createTestTopics(kafka, topicPrefix);
  service = await TestService.start({
    brokers: broker.brokers,
    topicPrefix,
    databaseUrl: await createDatabase(postgres.adminUrl, run),
  });
  service.messaging.relay.start();
}, 240_000);

afterAll(async () => {
  await service?.stop();
  await Promise.all([broker.stop(), postgres.stop()]);
});

it('loses and doubles nothing when the broker is killed and comes back after twenty seconds', async () => {
  newStories();
  await write((story) => story.registered());
  await service.settled();

  const acknowledging = acknowledge(stories);
  await delay(20);
  await broker.kill();
  await acknowledging;
  expect(await service.messaging.relay.depth()).toBeGreaterThan(0);
  // Longer than the session of the consumer and every time-out of a client: whatever would give up has done so.
  await delay(OUTAGE_MS);
  await broker.start();
  await write((story) => story.assessmentStarted());
  await write((story) => story.assigned());
  await service.settled(60_000);
  await eventually(async () => (await service.messaging.relay.depth()) === 0, {
    timeoutMs: 30_000,
    what: 'the outbox',
  });

  for (const story of stories) expect(await effectsOfOthers(story)).toEqual(WHOLE);
  await acknowledgedOnTopic();
  expect(service.fatal).toEqual([]);
}, 120_000);

it('loses and doubles nothing when the database is killed and comes back', async () => {
  newStories();
  await write((story) => story.registered());
  await service.settled();

  const writing = (async () => {
    await write((story) => story.assessmentStarted());
    await write((story) => story.assigned());
  })();
  await postgres.kill();
  await writing;
  await eventually(
    () =>
      service.messaging.runtime.health().detail?.match(/BACKOFF|POSITIONS/) ?? !service.messaging.runtime.health().ok,
  );
  await postgres.start();
  await acknowledge(stories);
  await service.settled(60_000);
  await eventually(async () => (await service.messaging.relay.depth()) === 0, {
    timeoutMs: 30_000,
    what: 'the outbox',
  });

  for (const story of stories) expect(await effectsOfOthers(story)).toEqual(WHOLE);
  await acknowledgedOnTopic();
  expect(await service.messaging.parking.list()).toEqual([]);
  expect(service.fatal).toEqual([]);
});
