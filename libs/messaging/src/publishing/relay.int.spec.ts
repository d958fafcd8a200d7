import { complaintAcknowledged, type TopicName } from '@redress/contracts';
import { createLogger, Metrics } from '@redress/observability';
import { OutboxRelay, type OutboxRelayOptions, type RelayPublisher } from '@redress/outbox';
import { newId } from '@redress/persistence';
import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import type { Kafka } from 'kafkajs';
import { randomBytes } from 'node:crypto';
import { KafkaConnection } from '../client/kafka';
import { openKafkaPublisher } from './kafka-publisher';
import { createTestTopics, STORY, TestService } from '../messaging-harness.spec';

let suite: TestSuite;
let kafka: Kafka;
let connection: KafkaConnection;
let service: TestService;
const relays: OutboxRelay[] = [];
const logger = createLogger({ service: 'spec', level: process.env['SPEC_LOG_LEVEL'] ?? 'silent' });
const noon = new Date('2026-03-02T04:00:00.000Z');

const aRelay = (options: Partial<OutboxRelayOptions> = {}) => {
  const relay = new OutboxRelay({
    database: service.database,
    openPublisher: () => openKafkaPublisher(connection),
    logger,
    metrics: new Metrics('notification', { processMetrics: false }),
    leaseMs: 20_000,
    ...options,
  });
  relays.push(relay);
  return relay;
};

/** As if the time of the lease had passed since its owner was last heard of. */
const leaseHasEnded = () => service.database.query('update relay_lease set expires_at = clock_timestamp()');

/** Commits facts of complaints, each with its number in the reason code, and tells the relay nothing. */
const append = async (complaintId: string, ...numbers: number[]) => {
  const packs = [{ id: 'GENERAL_SERVICE', version: 1 }];
  for (const number of numbers) {
    await service.database.transaction(async (tx) => {
      tx.heldKeys.add(complaintId);
      await service.outbox.append(tx, [
        {
          contract: complaintAcknowledged,
          complaint: { complaintId, complaintNo: 'N-1', organisationId: 'acme', packs },
          at: noon,
          actor: { kind: 'SYSTEM', id: 'system' },
          reasonCode: `R${number}`,
          payload: complaintAcknowledged.example,
        },
      ]);
    });
  }
};

const appendRaw = (topic: string, key: string, value: string) =>
  service.database.query(`insert into outbox (topic, key, headers, value) values ($1, $2, '{}', $3)`, [
    topic,
    key,
    value,
  ]);

/** What lies on the topic for these keys, in the order of the log. */
const published = async (...keys: string[]): Promise<Record<string, string[]>> => {
  const reader = kafka.consumer({ groupId: `${suite.topicPrefix}reader-${newId()}`, maxWaitTimeInMs: 100 });
  const admin = kafka.admin();
  await Promise.all([reader.connect(), admin.connect()]);
  const ends = await admin.fetchTopicOffsets(suite.topicPrefix + STORY);
  const left = new Map(ends.map(({ partition, low, high }) => [partition, Number(high) - Number(low)]));
  const found: Record<string, string[]> = Object.fromEntries(keys.map((key) => [key, []]));
  await reader.subscribe({ topics: [suite.topicPrefix + STORY], fromBeginning: true });
  await reader.run({
    eachMessage: async ({ message, partition }) => {
      left.set(partition, (left.get(partition) ?? 0) - 1);
      const { reasonCode } = JSON.parse(message.value?.toString() ?? '{}') as { reasonCode?: string };
      found[message.key?.toString() ?? '']?.push(reasonCode ?? '');
    },
  });
  await eventually(() => [...left.values()].every((rest) => rest <= 0));
  await Promise.all([reader.disconnect(), admin.disconnect()]);
  return found;
};
const firstTimes = (reasons: string[] = []) => reasons.filter((reason, at) => reasons.indexOf(reason) === at);

beforeAll(async () => {
  suite = await testInfrastructure();
  kafka = suite.kafkaClient();
  await createTestTopics(kafka, suite.topicPrefix);
  connection = new KafkaConnection({
    brokers: suite.brokers,
    clientId: 'spec',
    topicPrefix: suite.topicPrefix,
    logger,
  });
  service = await TestService.start({
    brokers: suite.brokers,
    topicPrefix: suite.topicPrefix,
    databaseUrl: await suite.databaseUrl('notification'),
  });
}, 240_000);

afterEach(async () => {
  for (const relay of relays.splice(0)) await relay.stop();
  await service.database.query('delete from outbox');
  await service.database.query('delete from relay_lease');
});

afterAll(async () => {
  await service?.stop();
  await suite?.cleanup();
});

describe('publishing the outbox', () => {
  it('sends what was committed, in the order of commits per key, and deletes it', async () => {
    const [one, two] = [newId(), newId()];
    await append(one, 1, 2);
    await append(two, 1);
    await append(one, 3);
    const relay = aRelay();

    expect(await relay.depth()).toBe(4);
    expect(await relay.ageMs()).toBeGreaterThan(0);
    await relay.runOnce();

    expect(await published(one, two)).toEqual({ [one]: ['R1', 'R2', 'R3'], [two]: ['R1'] });
    expect(await relay.depth()).toBe(0);
  });

  it('is woken by a commit in its own process and, as a standby, by one in another', async () => {
    const leader = aRelay({ pollMs: 60_000, leaseMs: 120_000, sendTimeoutMs: 5_000 });
    leader.start();
    service.outbox.wakeWith(() => leader.wake());
    await append(newId(), 1);
    await eventually(async () => (await leader.depth()) === 0, { timeoutMs: 2_000, what: 'the own wake' });

    const elsewhere = aRelay({ pollMs: 60_000, leaseMs: 120_000, sendTimeoutMs: 5_000 });
    elsewhere.start();
    service.outbox.wakeWith(() => elsewhere.wake());
    await append(newId(), 1);
    await eventually(async () => (await leader.depth()) === 0, { timeoutMs: 2_000, what: 'the signal' });
    service.outbox.wakeWith(() => undefined);
  });
});

describe('a relay that dies', () => {
  /** A publisher that stops the relay for ever at one moment, as a killed process would. */
  const dying = (when: 'before' | 'after', died: () => void = () => undefined): (() => Promise<RelayPublisher>) => {
    return async () => {
      const real = await openKafkaPublisher(connection);
      return {
        publish: async (records) => {
          if (when === 'after') await real.publish(records);
          await real.close();
          died();
          await new Promise<never>(() => undefined);
        },
        close: () => Promise.resolve(),
      };
    };
  };

  it.each([['before'], ['after']] as const)(
    '%s the broker has the events: another one sends them all',
    async (when) => {
      const one = newId();
      await append(one, 1, 2, 3);
      let pass: Promise<unknown> = Promise.resolve();
      await new Promise<void>((died) => {
        const dead = aRelay({ openPublisher: dying(when, died), sendTimeoutMs: 2_000 });
        pass = dead.runOnce().catch(() => undefined);
      });

      const heir = aRelay();
      expect(await heir.runOnce()).toBe(false);
      expect(await heir.depth()).toBe(3);
      await append(one, 4);
      await leaseHasEnded();
      await eventually(async () => {
        await heir.runOnce();
        return (await heir.depth()) === 0;
      });
      await pass;

      const all = (await published(one))[one] ?? [];
      expect(firstTimes(all)).toEqual(['R1', 'R2', 'R3', 'R4']);
      expect(all).toHaveLength(when === 'after' ? 7 : 4);
    },
  );

  it('and wakes after its lease deletes nothing that the heir has still to send', async () => {
    const one = newId();
    await append(one, 1);
    let wakeUp: () => void = () => undefined;
    const sleeping = new Promise<void>((resolve) => (wakeUp = resolve));
    const sleeper = aRelay({
      openPublisher: async () => ({ publish: () => Promise.resolve(), close: () => Promise.resolve() }),
    });
    const { rows } = sleeper as unknown as { rows: { delete: (rows: unknown) => Promise<boolean> } };
    const realDelete = rows.delete.bind(rows);
    let isAsleep = false;
    rows.delete = async (some) => {
      isAsleep = true;
      await sleeping;
      return realDelete(some);
    };
    const pass = sleeper.runOnce();
    await eventually(() => isAsleep);
    await leaseHasEnded();
    const heir = aRelay();
    // The heir holds the lease before the sleeper wakes, and has sent nothing yet.
    expect(await (heir as unknown as { lease: { hold(): Promise<boolean> } }).lease.hold()).toBe(true);

    wakeUp();
    expect(await pass).toBe(false);
    expect(await heir.depth()).toBe(1);
    await heir.runOnce();
    expect(await published(one)).toEqual({ [one]: ['R1'] });
  });

  it('leaves nothing lost and nothing out of order when two of them are killed in turn under load', async () => {
    const keys = Array.from({ length: 8 }, () => newId());
    const writing = (async () => {
      for (let number = 1; number <= 40; number += 1) for (const key of keys) await append(key, number);
    })();
    for (let round = 0; round < 4; round += 1) {
      const killed = aRelay({
        batchSize: 50,
        openPublisher: dying(round % 2 ? 'after' : 'before'),
        sendTimeoutMs: 200,
      });
      await killed.runOnce().catch(() => undefined);
      await leaseHasEnded();
      const good = aRelay({ batchSize: 50 });
      await eventually(async () => (await good.runOnce()) === true || (await good.depth()) === 0);
      await leaseHasEnded();
    }
    await writing;
    const last = aRelay();
    await eventually(async () => {
      await last.runOnce();
      return (await last.depth()) === 0;
    });

    const all = await published(...keys);
    const expected = Array.from({ length: 40 }, (_, at) => `R${at + 1}`);
    for (const key of keys) expect(firstTimes(all[key])).toEqual(expected);
  });
});

describe('an event that the broker refuses', () => {
  it.each([
    ['too large', STORY, randomBytes(1_200_000).toString('base64'), 'MESSAGE_TOO_LARGE'],
    ['for a topic that does not exist', 'complaint.nowhere.v1', '{}', 'UNKNOWN_TOPIC_OR_PARTITION'],
  ])('%s blocks its key and only it, and is taken when it can be', async (_, topic, value, reason) => {
    const [bad, good] = [newId(), newId()];
    await append(good, 1);
    await appendRaw(topic, bad, value);
    await append(good, 2);
    if (topic === STORY) await append(bad, 2);
    const relay = aRelay({ blockedRetryMs: 200 });

    await relay.runOnce();
    await append(good, 3);
    await relay.runOnce();

    expect(firstTimes((await published(good))[good])).toEqual(['R1', 'R2', 'R3']);
    const { rows } = await service.database.query('select blocked_reason from outbox where key = $1 order by id', [
      bad,
    ]);
    expect(rows[0]).toEqual({ blocked_reason: reason });
    expect(rows).toHaveLength(topic === STORY ? 2 : 1);

    await service.database.query(
      `update outbox set topic = $1, value = '{"reasonCode":"R1"}' where key = $2 and blocked_at is not null`,
      [STORY as TopicName, bad],
    );
    await eventually(async () => {
      await relay.runOnce();
      return (await relay.depth()) === 0;
    });
    expect((await published(bad))[bad]).toEqual(topic === STORY ? ['R1', 'R2'] : ['R1']);
  });
});

it('splits what is too much for one batch of a partition instead of calling it too large', async () => {
  const one = newId();
  for (let number = 1; number <= 6; number += 1) {
    const filling = randomBytes(300_000).toString('base64');
    await appendRaw(STORY, one, JSON.stringify({ reasonCode: `R${number}`, filling }));
  }
  const relay = aRelay();

  await relay.runOnce();

  expect(await relay.depth()).toBe(0);
  expect((await published(one))[one]).toEqual(['R1', 'R2', 'R3', 'R4', 'R5', 'R6']);
});
