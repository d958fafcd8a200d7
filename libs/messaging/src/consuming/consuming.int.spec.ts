import { policyPack, TOPICS, type Received } from '@redress/contracts';
import { envelopeHeaders } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import { Kafka, type Message } from 'kafkajs';
import { PausePartition, Unprocessable } from './consumer-errors';
import { Consumes, EventConsumer } from './consumes.decorator';
import { behaviour, createTestTopics, RecordEffects, send, Story, STORY, TestService } from '../messaging-harness.spec';
import { partitionOf } from '../client/murmur2';
import { NotParked } from '../parking/parking';

let suite: TestSuite;
let kafka: Kafka;
let service: TestService;

/** Takes documents of a compacted topic, tombstones included. */
@EventConsumer()
class RecordPacks {
  @Consumes(policyPack, { consumer: 'notification.record-packs' })
  async on(documents: readonly Received[], tx: Transaction): Promise<void> {
    for (const { subject, id, data } of documents) {
      const what = data === null ? 'tombstone' : 'document';
      await tx.query('insert into effect (subject, event_id, what) values ($1, $2, $3)', [subject, id, what]);
    }
  }
}

const write = (...messages: Message[]) => send(kafka, suite.topicPrefix + STORY, messages);
const start = async (limit?: { complaints: number; windowMs: number }) =>
  TestService.start({
    brokers: suite.brokers,
    topicPrefix: suite.topicPrefix,
    databaseUrl: await suite.databaseUrl('notification'),
    consumers: [RecordEffects, RecordPacks],
    messaging: limit ? { parkLimit: limit } : {},
  });
const parkedOf = async (story: Story) =>
  (await service.messaging.parking.list({ limit: 100 })).find((event) => event.blockingKey === story.id);

beforeAll(async () => {
  suite = await testInfrastructure();
  kafka = suite.kafkaClient();
  await createTestTopics(kafka, suite.topicPrefix);
  service = await start();
}, 240_000);

beforeEach(() => behaviour.clear());

afterAll(async () => {
  await service?.stop();
  await suite?.cleanup();
});

describe('reading the story', () => {
  // LI-01
  it('handles an event once that was written three times, at once and later', async () => {
    const story = new Story();
    const registered = story.registered();

    await write(registered, registered);
    await service.settled();
    await write(registered, story.assessmentStarted());
    await service.settled();

    expect(await service.effects(story.id)).toEqual(['complaint-registered', 'assessment-started']);
    expect(await parkedOf(story)).toBeUndefined();
  });

  it('remembers facts by their ids, and steps that another service made by the story alone', async () => {
    const story = new Story();
    const [registered, sent] = [story.registered(), story.letterSent()];
    const idOf = ({ headers }: Message) => (headers as Record<string, string>)['ce_id'];

    await write(registered, sent, sent);
    await service.settled();
    await write(sent, registered);
    await service.settled();

    expect(await service.effects(story.id)).toEqual(['complaint-registered', 'letter-sent']);
    const { rows } = await service.database.query<{ id: string }>(
      'select event_id as id from inbox where event_id = any($1::uuid[])',
      [[registered, sent].map(idOf)],
    );
    expect(rows).toEqual([{ id: idOf(sent) }]);
  });

  it('follows the custody of events that nobody here handles, and ignores their bodies', async () => {
    const story = new Story();
    const unknown = story.registered();
    unknown.headers = { ...unknown.headers, ce_type: 'redress.intake.complaint-registered.v9' };

    await write({ ...unknown, value: 'not looked at' }, story.assessmentStarted());
    await service.settled();

    expect(await service.effects(story.id)).toEqual(['assessment-started']);
    expect(await service.messaging.progress.waitFor(story.id, 2, 100)).toBe(true);
    expect(await service.messaging.progress.waitFor(story.id, 3, 100)).toBe(false);
  });

  it('takes what waits on several partitions in one transaction', async () => {
    const [first, ...others] = Array.from({ length: 25 }, () => new Story()) as [Story, ...Story[]];
    let letGo = (): void => undefined;
    const released = new Promise<void>((resolve) => (letGo = resolve));
    const reached = new Promise<void>((resolve) => {
      behaviour.set(first.id, () => {
        resolve();
        return released;
      });
    });
    await write(first.registered());
    await reached;

    await write(...others.map((story) => story.registered()));
    letGo();
    await service.settled();

    const ids = others.map((story) => story.id);
    const { rows } = await service.database.query<{ effects: number; transactions: number }>(
      `select count(*)::int as effects, count(distinct xmin::text)::int as transactions from effect
       where subject = any($1)`,
      [ids],
    );
    expect(new Set(ids.map((id) => partitionOf(id, TOPICS[STORY].partitions))).size).toBeGreaterThan(3);
    expect(rows).toEqual([{ effects: 24, transactions: 1 }]);
  });

  it('takes documents and tombstones of compacted topics', async () => {
    const document = (value: string | null): Message => ({
      key: 'GENERAL_SERVICE:1',
      value,
      headers: envelopeHeaders({
        id: newId(),
        service: 'intake',
        type: policyPack.type,
        subject: 'GENERAL_SERVICE:1',
        at: new Date(),
        recordedAt: new Date(),
        organisationId: 'acme',
        correlationId: 'GENERAL_SERVICE:1',
      }),
    });

    await send(kafka, `${suite.topicPrefix}policy.packs.v1`, [
      document(JSON.stringify(policyPack.example)),
      document(null),
    ]);
    await service.settled();

    expect(await service.effects('GENERAL_SERVICE:1')).toEqual(['document', 'tombstone']);
  });
});

describe('an event that fails', () => {
  // architecture 5.3
  it('parks its complaint and only it; after a retry the story goes on in order', async () => {
    const poisoned = new Story();
    const others = Array.from({ length: 30 }, () => new Story());
    behaviour.set(poisoned.id, ({ type }) => {
      if (type.includes('assessment-started')) throw new Error('the template is missing');
    });

    await write(poisoned.registered(), ...others.map((story) => story.registered()));
    await write(poisoned.assessmentStarted(), poisoned.assigned(), ...others.map((story) => story.assessmentStarted()));
    await write(poisoned.letterSent(), ...others.map((story) => story.assigned()));
    await service.settled();

    expect(await service.effects(poisoned.id)).toEqual(['complaint-registered']);
    for (const story of others) {
      expect(await service.effects(story.id)).toEqual([
        'complaint-registered',
        'assessment-started',
        'complaint-assigned',
      ]);
    }
    const parked = await parkedOf(poisoned);
    expect(parked).toMatchObject({ reason: 'FAILED', error: 'Error: the template is missing', queued: 2 });

    const { parking } = service.messaging;
    const { queue, headers } = await parking.show(parked?.id ?? '');
    expect(queue.map((event) => event.status)).toEqual(['PARKED', 'QUEUED', 'QUEUED']);
    expect(headers['ce_subject']).toBe(poisoned.id);
    await expect(parking.retry(queue[1]?.id ?? '')).rejects.toThrow(NotParked);
    expect(await parking.retry(parked?.id ?? '')).toMatchObject({ done: 0, left: 3, stoppedAt: { reason: 'FAILED' } });

    behaviour.clear();
    expect(await parking.retry(parked?.id ?? '')).toEqual({ done: 3, left: 0 });
    expect(await service.effects(poisoned.id)).toEqual([
      'complaint-registered',
      'assessment-started',
      'complaint-assigned',
      'letter-sent',
    ]);
    await write(poisoned.acknowledged(), poisoned.letterSent());
    await service.settled();
    expect(await service.effects(poisoned.id)).toHaveLength(5);
  });

  it('is not tried again when the handler says that it never will succeed, and can be skipped with a reason', async () => {
    const story = new Story();
    let tries = 0;
    behaviour.set(story.id, ({ type }) => {
      if (!type.includes('complaint-registered')) return;
      tries += 1;
      throw new Unprocessable('no pack of this name');
    });
    await write(story.registered(), story.assessmentStarted());
    await service.settled();

    const parked = await parkedOf(story);
    expect(parked).toMatchObject({ reason: 'UNPROCESSABLE', queued: 1 });
    expect(tries).toBeLessThanOrEqual(2);

    const result = await service.messaging.parking.skip(parked?.id ?? '', 'test data', 'staff:op');

    expect(result).toEqual({ done: 2, left: 0 });
    expect(await service.effects(story.id)).toEqual(['assessment-started']);
    const skipped = await service.messaging.parking.list({ status: 'SKIPPED' });
    expect(skipped.find((event) => event.id === parked?.id)?.skipped).toMatchObject({
      by: 'staff:op',
      reason: 'test data',
    });
  });

  it('heals in place when it fails only once or twice', async () => {
    const story = new Story();
    let failures = 3;
    behaviour.set(story.id, () => {
      failures -= 1;
      if (failures > 0) throw new Error('a moment please');
    });

    await write(story.registered());
    await service.settled();

    expect(await service.effects(story.id)).toEqual(['complaint-registered']);
  });

  it.each([
    ['malformed JSON', (message: Message) => ({ ...message, value: '{"complaintId": ' }), 'the value is not JSON'],
    ['a null value', (message: Message) => ({ ...message, value: null }), 'an event must have a value'],
    [
      'a field that breaks the contract',
      (message: Message) => ({ ...message, value: String(message.value).replace('GSCS-260302-00001', '') }),
      '/complaintNo',
    ],
    [
      'a field that no contract knows, without its name',
      (message: Message) => ({
        ...message,
        value: String(message.value).replace('"version":1}', '"version":1,"Xiaomei":""}'),
      }),
      '/packs/0 holds a field that is not known',
    ],
    [
      'headers that differ from the value',
      (message: Message) => ({ ...message, value: String(message.value).replace('"stateSeq":1', '"stateSeq":2') }),
      '/stateSeq differs from its header',
    ],
    [
      'a missing id',
      (message: Message) => ({ ...message, headers: { ...message.headers, ce_id: '' } }),
      'header ce_id must be a lower-case UUID',
    ],
  ])('is parked as invalid for %s', async (_, spoil, error) => {
    const story = new Story();
    const bystander = new Story();

    await write(spoil(story.registered()), bystander.registered());
    await service.settled();

    expect(await parkedOf(story)).toMatchObject({ reason: 'INVALID', error: expect.stringContaining(error) });
    expect(await service.effects(story.id)).toEqual([]);
    expect(await service.effects(bystander.id)).toEqual(['complaint-registered']);
  });

  it('shows operators nothing of what a foreign writer put in the place of our ids', async () => {
    const person = 'Xiaomei';
    const message = new Story().registered();
    const headers = { ...message.headers, ce_id: person, ce_type: person, ce_subject: person };

    await write({ ...message, key: person, headers });
    await service.settled();

    const parked = await service.messaging.parking.list({ limit: 100 });
    const foreign = parked.find(({ blockingKey }) => blockingKey?.startsWith('sha256:'));
    expect(foreign).toMatchObject({ reason: 'INVALID', eventId: null, eventType: null });
    expect(
      JSON.stringify(parked, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain(person);
  });
});

describe('a story that is broken', () => {
  it('is parked where a step is missing', async () => {
    const story = new Story();

    await write(story.registered(), story.skipOne().assigned(), story.letterSent());
    await service.settled();

    expect(await parkedOf(story)).toMatchObject({ reason: 'STATE_SEQ_GAP', queued: 1 });
    expect(await service.effects(story.id)).toEqual(['complaint-registered']);
  });

  it('is parked where two events claim one place', async () => {
    const story = new Story();

    await write(story.registered(), story.assessmentStarted(), story.again().assessmentStarted());
    await service.settled();

    expect(await parkedOf(story)).toMatchObject({ reason: 'STORY_CONFLICT' });
    expect(await service.effects(story.id)).toEqual(['complaint-registered', 'assessment-started']);
  });
});

// contracts, section 2
describe('a story that somebody else writes on', () => {
  const from = (message: Message, service: string): Message => ({
    ...message,
    headers: { ...message.headers, ce_source: `/redress/${service}` },
  });

  it('is parked at an event that its emitter may not write', async () => {
    const [move, fact] = [new Story(), new Story()];

    await write(move.registered(), from(move.assessmentStarted(), 'resolution'));
    await write(fact.registered(), from(fact.letterSent(), 'analytics'));
    await service.settled();

    for (const story of [move, fact]) {
      expect(await parkedOf(story)).toMatchObject({
        reason: 'INVALID',
        error: expect.stringContaining('header ce_source names a service that does not write'),
      });
      expect(await service.effects(story.id)).toEqual(['complaint-registered']);
    }
  });

  it('is parked at an event of a type that nobody here handles, too', async () => {
    const story = new Story();

    await write(story.registered(), from(story.assigned(), 'intake'), story.again().assessmentStarted());
    await service.settled();

    expect(await parkedOf(story)).toMatchObject({ reason: 'INVALID', queued: 1 });
  });

  it('is parked at a step that its row does not lead to, or that names the wrong holder', async () => {
    const [step, holder] = [new Story(), new Story()];
    const said = (message: Message, header: string, value: string): Message => ({
      ...message,
      headers: { ...message.headers, [header]: value },
    });

    await write(step.registered(), said(step.assessmentStarted(), 'ce_stateto', 'CLOSED'));
    await write(holder.registered(), said(holder.assessmentStarted(), 'ce_holder', 'resolution'));
    await service.settled();

    expect(await parkedOf(step)).toMatchObject({
      reason: 'INVALID',
      error: expect.stringContaining('does not lead to CLOSED'),
    });
    expect(await parkedOf(holder)).toMatchObject({
      reason: 'INVALID',
      error: expect.stringContaining('header ce_holder must be routing'),
    });
  });

  it('goes on from where it was when the event is skipped', async () => {
    const story = new Story();
    await write(story.registered(), from(story.assessmentStarted(), 'resolution'), story.again().assessmentStarted());
    await service.settled();
    const parked = await parkedOf(story);

    await service.messaging.parking.skip(parked?.id ?? '', 'forged', 'staff:ops');

    expect(await service.effects(story.id)).toEqual(['complaint-registered', 'assessment-started']);
    const { rows } = await service.database.query(
      'select state, state_seq from complaint_custody where complaint_id = $1',
      [story.id],
    );
    expect(rows).toEqual([{ state: 'UNDER_ASSESSMENT', state_seq: 2 }]);
  });
});

describe('a partition that cannot go on', () => {
  it('waits as long as a handler asks for it, and loses nothing of what lies before and behind', async () => {
    const story = new Story();
    let isThere = false;
    behaviour.set(story.id, ({ type }) => {
      if (type.includes('assessment-started') && !isThere) throw new PausePartition('pack NEW:1 is not here yet');
    });
    await write(story.registered(), story.assessmentStarted(), story.assigned());

    await eventually(() => service.messaging.runtime.health().detail?.includes('pack NEW:1 is not here yet'));
    expect(await service.effects(story.id)).toEqual(['complaint-registered']);

    isThere = true;
    await service.settled();
    expect(await service.effects(story.id)).toEqual([
      'complaint-registered',
      'assessment-started',
      'complaint-assigned',
    ]);
    expect(await parkedOf(story)).toBeUndefined();
  });

  it('is ready again when the coordinator that left it takes it back without a new assignment', async () => {
    await service.stop();
    // A coordinator that has read its groups again knows the member from before: no joining follows what the client told.
    let tellRebalancing = (): void => undefined;
    const { consumer: original } = Kafka.prototype;
    const spy = jest.spyOn(Kafka.prototype, 'consumer').mockImplementation(function (this: Kafka, config) {
      const consumer = original.call(this, config);
      const { on } = consumer;
      consumer.on = ((event: string, listener: (told: unknown) => void) => {
        if (event === consumer.events.REBALANCING) tellRebalancing = () => listener({ payload: {} });
        return on(event as 'consumer.rebalancing', listener);
      }) as typeof on;
      return consumer;
    });
    service = await start();
    spy.mockRestore();

    tellRebalancing();
    expect(service.messaging.runtime.health()).toEqual({ ok: false, detail: 'not in the consumer group' });
    await eventually(() => service.messaging.runtime.health().ok, { timeoutMs: 30_000, what: 'a heartbeat' });

    const story = new Story();
    await write(story.registered());
    await service.settled();
    expect(await service.effects(story.id)).toEqual(['complaint-registered']);
  });

  it('stands still when a bad release would park thousands, and goes on when an operator says so', async () => {
    await service.stop();
    service = await start({ complaints: 5, windowMs: 60_000 });
    const before = (await service.messaging.parking.list({ limit: 100 })).length;
    const stories = Array.from({ length: 200 }, () => new Story());
    behaviour.set('*', ({ subject }) => {
      if (stories.some((story) => story.id === subject)) throw new TypeError(`no field x in ${subject}`);
    });

    await write(...stories.map((story) => story.registered()));
    const { parking, runtime } = service.messaging;
    const paused = await eventually(async () => {
      const partitions = await parking.pausedPartitions();
      return partitions.length === 12 && partitions;
    });

    expect(new Set(paused.map((partition) => partition.reason))).toEqual(new Set(['BAD_RELEASE']));
    expect(runtime.health()).toMatchObject({ ok: true, detail: expect.stringContaining('BAD_RELEASE') });
    // Twelve partitions count on their own tasks: each may be one ahead of the others.
    const parked = (await parking.list({ limit: 100 })).slice(0, -before || undefined);
    expect(parked.length).toBeGreaterThanOrEqual(5);
    expect(parked.length).toBeLessThanOrEqual(5 + 12);

    behaviour.clear();
    for (const { topic, partition } of paused) expect(await parking.resumePartition(topic, partition)).toBe(true);
    await service.settled();
    const signature = parked[0]?.signature ?? '';
    expect(signature).toBe('TypeError: no field x in #');
    expect((await parking.retrySignature(signature)).done).toBe(parked.length);
    for (const story of stories) expect(await service.effects(story.id)).toEqual(['complaint-registered']);
  });
});
