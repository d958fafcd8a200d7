import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Injectable, Module, type OnModuleDestroy } from '@nestjs/common';
import { complaintWithdrawn, directoryEntry, listenerOf } from '@redress/contracts';
import { CurrentUser, Endpoint, type CurrentActor } from '@redress/http';
import { createTopics, KafkaConnection } from '@redress/messaging';
import { createLogger, Metrics } from '@redress/observability';
import { envelopeHeaders, Outbox } from '@redress/outbox';
import { Database, newId } from '@redress/persistence';
import { PackRegistry, parsePack, type PolicyPack } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import {
  aPerson,
  aUnit,
  eventually,
  testInfrastructure,
  testIssuer,
  type TestIssuer,
  type TestSuite,
} from '@redress/testing';
import type { Producer } from 'kafkajs';
import { Client } from 'pg';
import { z } from 'zod';
import { AccessModule } from './access/access.module';
import { ClockModule } from './clock/clock.module';
import { LifecycleModule } from './lifecycle/lifecycle.module';
import { Housekeeping } from './operations/housekeeping.work';
import { MessagingModule } from './messaging/messaging.module';
import { PersistenceModule } from './persistence/persistence.module';
import { PolicyModule } from './policy-feed/policy.module';
import { defineService } from './service-definition';
import { startService, type RunningService } from './start-service';
import { KeyRingModule } from './vault/key-ring.module';

@Controller('v1/whoami')
class WhoAmIController {
  constructor(private readonly clock: BusinessClock) {}

  @Get()
  @Endpoint({
    summary: 'Tell who asks',
    access: ['UNIT_MANAGER'],
    response: z.object({ sub: z.string(), now: z.string() }),
  })
  tell(@CurrentUser() user: CurrentActor) {
    return { sub: user.sub, now: this.clock.now().toISOString() };
  }
}

/** What visitors may do, once a minute each, and what takes the database too long. */
@Controller('v1/visits')
class VisitsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Endpoint({
    summary: 'Visit',
    access: 'public',
    rateLimit: { points: 1, perSeconds: 60, by: 'ip' },
    response: z.object({}),
  })
  visit() {
    return {};
  }

  @Get('long')
  @Endpoint({ summary: 'Stay long', access: 'public', response: z.object({}) })
  async stay() {
    await this.database.query('select pg_sleep(5)');
    return {};
  }
}

@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    LifecycleModule.forRoot({ service: 'routing' }),
    MessagingModule.forRoot({ service: 'routing' }),
    KeyRingModule,
  ],
  controllers: [WhoAmIController, VisitsController],
})
class AppModule {}

@Module({ imports: [AppModule, PolicyModule.forRoot()] })
class AppModuleWithPacks {}

const definition = defineService({
  name: 'routing',
  title: 'Host under test',
  description: 'A service with nothing of its own.',
  migrations: [],
  subscriptions: [],
  module: AppModule,
});

const failure = new Error('it cannot be made');

/** Fails once the database is open. */
@Module({
  imports: [AppModule],
  providers: [
    {
      provide: 'that fails',
      inject: [Database],
      useFactory: () => {
        throw failure;
      },
    },
  ],
})
class AppModuleThatFails {}

/** Uses the database when it ends. */
@Injectable()
class LastWords implements OnModuleDestroy {
  spoken = 0;

  constructor(private readonly database: Database) {}

  async onModuleDestroy(): Promise<void> {
    const { rows } = await this.database.query<{ one: number }>('select 1 as one');
    this.spoken = rows.length;
  }
}

@Module({ imports: [AppModule], providers: [LastWords] })
class AppModuleWithLastWords {}

let suite: TestSuite;
let issuer: TestIssuer;
let producer: Producer;
let environment: Record<string, string>;
let service: RunningService;

beforeAll(async () => {
  suite = await testInfrastructure();
  issuer = await testIssuer();
  const kafka = suite.kafkaClient();
  const admin = kafka.admin();
  await admin.connect();
  await createTopics(admin, { prefix: suite.topicPrefix });
  await admin.disconnect();
  producer = kafka.producer();
  await producer.connect();
  environment = {
    REDRESS_DATABASE_URL: await suite.databaseUrl('host'),
    REDRESS_KAFKA_BROKERS: suite.brokers.join(','),
    REDRESS_TOPIC_PREFIX: suite.topicPrefix,
    REDRESS_OIDC_ISSUER: issuer.issuer,
    REDRESS_KEY_RING: JSON.stringify({ active: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
    REDRESS_CLOCK: 'driven:2026-03-02T01:00:00Z',
    REDRESS_CHECK_ANSWERS: 'true',
    REDRESS_LOG_LEVEL: 'silent',
  };
  service = await startService(definition, environment);
}, 60_000);

afterAll(async () => {
  await service?.stop();
  await producer?.disconnect();
  await issuer?.close();
  await suite?.cleanup();
});

const call = async (path: string, token?: string, init: RequestInit = {}) => {
  const response = await fetch(`${listenerOf(path) === 'operations' ? service.operationsUrl : service.url}${path}`, {
    ...init,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...init.headers,
    },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

/** Waits until the expectations of `assertion` hold. */
const settles = (assertion: () => unknown) =>
  eventually(async () => {
    await assertion();
    return true;
  });

const publishEntry = (entry: ReturnType<typeof aUnit> | ReturnType<typeof aPerson>) =>
  producer.send({
    topic: `${suite.topicPrefix}org.directory.v1`,
    messages: [
      {
        key: entry.id,
        value: JSON.stringify(entry),
        headers: envelopeHeaders({
          id: newId(),
          service: 'routing',
          type: directoryEntry.type,
          subject: entry.id,
          at: new Date(),
          recordedAt: new Date(),
          organisationId: 'acme',
          correlationId: entry.id,
        }),
      },
    ],
  });

describe('a service in its host', () => {
  it('is not ready, and authorises nobody, before the directory is read', async () => {
    const { body } = await call('/health/ready');

    expect(body).toMatchObject({ ok: false, checks: { directory: { ok: false } } });
    expect((await call('/v1/whoami', await issuer.tokenFor('staff:sun.cs'))).status).toBe(503);
  });

  it('is ready once it knows who works here, and authorises by role', async () => {
    await publishEntry(aUnit('CS'));
    await publishEntry(aPerson('staff:sun.cs', ['UNIT_MANAGER']));
    await publishEntry(aPerson('staff:li.cs', ['UNIT_HANDLER']));

    await settles(async () => expect((await call('/health/ready')).body).toMatchObject({ ok: true }));

    // Ready means that something is known; the entries themselves may still be on their way one by one.
    await settles(async () =>
      expect((await call('/v1/whoami', await issuer.tokenFor('staff:sun.cs'))).status).toBe(200),
    );
    expect(await call('/v1/whoami', await issuer.tokenFor('staff:sun.cs'))).toMatchObject({
      status: 200,
      body: { sub: 'staff:sun.cs' },
    });
    expect((await call('/v1/whoami', await issuer.tokenFor('staff:li.cs'))).status).toBe(403);
    expect((await call('/v1/whoami')).status).toBe(401);
  });

  it('follows custody, grants a withdrawal of a complaint that it holds, and says so on the story', async () => {
    const complaintId = newId();
    const base = {
      complaintId,
      complaintNo: 'GSCS-260302-00001',
      organisationId: 'acme',
      occurredAt: '2026-03-02T01:00:00.000Z',
      actor: { kind: 'SYSTEM', id: 'system' },
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
    };
    const record = (fact: string, value: object, move?: Parameters<typeof envelopeHeaders>[0]['move']) => ({
      key: complaintId,
      value: JSON.stringify({ ...base, ...value }),
      headers: envelopeHeaders({
        id: newId(),
        service: 'intake',
        type: `redress.intake.${fact}.v1`,
        subject: complaintId,
        at: new Date(base.occurredAt),
        recordedAt: new Date(),
        organisationId: 'acme',
        correlationId: complaintId,
        ...(move ? { move } : {}),
      }),
    });
    const requestId = newId();
    await producer.send({
      topic: `${suite.topicPrefix}complaint.lifecycle.v1`,
      messages: [
        record(
          'complaint-registered',
          {},
          {
            stateSeq: 1,
            from: null,
            to: 'REGISTERED',
            holder: 'routing',
            complaintNo: base.complaintNo,
            packs: base.packs,
            unitId: 'CS',
          },
        ),
        record('withdrawal-requested', { requestId, kind: 'WITHDRAWAL', requestedAt: base.occurredAt }),
      ],
    });

    await settles(async () => {
      const { rows } = await service.database.query(
        'select state, state_seq from complaint_custody where complaint_id = $1',
        [complaintId],
      );
      expect(rows).toEqual([{ state: 'WITHDRAWN', state_seq: 2 }]);
    });
    const told = await lifecycleOf(complaintId);
    expect(told.at(-1)).toMatchObject({
      type: complaintWithdrawn.type,
      value: { requestId, stateSeq: 2, to: 'WITHDRAWN', holder: 'routing' },
    });
  });

  it('starts with what it can use when another release has stored a policy that it cannot', async () => {
    const shipped = readFileSync(join(__dirname, '../../policy/packs/general-service.v1.yaml'), 'utf8');
    const pack = parsePack(shipped, { calendars: ['CN', 'CN-7X24', 'UTC'] }).pack as PolicyPack;
    const insert = `insert into policy_pack (id, version, effective_from, published_at, content)
      values ($1, $2, $3, $3, $4)`;
    await service.database.query(insert, ['FROM_THE_FUTURE', 1, pack.effectiveFrom, '{"holograms": true}']);
    await service.database.query(insert, [pack.id, pack.version, pack.effectiveFrom, JSON.stringify(pack)]);
    await service.database.query(`insert into policy_calendar (id, content) values ('MOON', '{"phases": 8}')`);
    await service.database.query('update feed_version set version = version + 1');

    const replica = await startService({ ...definition, module: AppModuleWithPacks }, environment);
    try {
      const packs = replica.get(PackRegistry);
      expect([packs.find('FROM_THE_FUTURE', 1), packs.find(pack.id, pack.version)]).toEqual([
        undefined,
        expect.anything(),
      ]);
      const ready = await fetch(`${replica.operationsUrl}/health/ready`);
      expect(await ready.json()).toMatchObject({
        checks: { packs: { ok: true, detail: 'not usable: pack FROM_THE_FUTURE:1, calendar MOON' } },
      });

      await service.database.query(`delete from policy_calendar where id = 'MOON'`);
      await service.database.query('update feed_version set version = version + 1');
      await settles(async () =>
        expect(await (await fetch(`${replica.operationsUrl}/health/ready`)).json()).toMatchObject({
          checks: { packs: { ok: true, detail: 'not usable: pack FROM_THE_FUTURE:1' } },
        }),
      );
    } finally {
      await replica.stop();
    }
  });

  it('shares nothing with another replica in its process, and ends the database after every module', async () => {
    const replica = await startService({ ...definition, module: AppModuleWithLastWords }, environment);
    const lastWords = replica.get(LastWords);
    const { database } = replica;

    expect(replica.get(Outbox)).not.toBe(service.get(Outbox));
    expect(database).not.toBe(service.database);
    await replica.stop();
    expect(lastWords.spoken).toBe(1);
    await expect(database.query('select 1')).rejects.toThrow();
  });

  it('closes the database when it cannot start', async () => {
    const url = await suite.databaseUrl('host_fails');
    const connections = async () => {
      const { rows } = await service.database.query<{ count: number }>(
        'select count(*)::int as count from pg_stat_activity where datname = $1',
        [new URL(url).pathname.slice(1)],
      );
      return rows[0]?.count;
    };

    await expect(
      startService({ ...definition, module: AppModuleThatFails }, { ...environment, REDRESS_DATABASE_URL: url }),
    ).rejects.toBe(failure);

    await settles(async () => expect(await connections()).toBe(0));
  });

  it('steps the driven clock, tells what is pending, and does not go back after a restart', async () => {
    const driver = await issuer.tokenFor('client:driver', { client_id: 'client:driver', scope: 'clock:drive' });
    const now = '2026-03-05T09:00:00.000Z';
    await publishEntry(aPerson('client:driver', ['SYSTEM']));
    await settles(async () => expect((await call('/internal/clock', driver)).status).toBe(200));

    expect(await call('/internal/clock', driver, { method: 'POST', body: JSON.stringify({ now }) })).toMatchObject({
      status: 200,
      body: { now },
    });
    await settles(async () => expect((await call('/internal/idle', driver)).body).toMatchObject({ idle: true }));
    await service.stop();
    service = await startService(definition, environment);

    await settles(async () => expect((await call('/internal/clock', driver)).body).toEqual({ now }));
    await settles(async () => expect((await call('/health/ready')).body).toMatchObject({ ok: true }));
    expect((await call('/v1/whoami', await issuer.tokenFor('staff:sun.cs'))).status).toBe(200);
  });

  it('shows parked events to operators only', async () => {
    await publishEntry(aPerson('staff:ops', ['ORGANISATION_ADMIN']));
    const operator = await issuer.tokenFor('staff:ops');

    await settles(async () => expect((await call('/v1/operations/routing/parked-events', operator)).status).toBe(200));

    expect((await call('/v1/operations/routing/parked-events', operator)).body).toEqual({
      items: [],
      nextCursor: null,
    });
    expect((await call('/v1/operations/routing/parked-events', await issuer.tokenFor('staff:sun.cs'))).status).toBe(
      403,
    );
    expect((await call(`/v1/operations/routing/parked-events/${newId()}`, operator)).status).toBe(404);
  });

  // SY-01
  it('lets a program with the scope look after parked events, and leaves skipping to a person', async () => {
    await publishEntry(aPerson('client:operations', ['SYSTEM', 'ORGANISATION_ADMIN']));
    await publishEntry(aPerson('client:crm', ['SYSTEM', 'ORGANISATION_ADMIN']));
    await publishEntry(aPerson('staff:ops', ['ORGANISATION_ADMIN']));
    const operator = await issuer.tokenFor('client:operations', { scope: 'operations' });
    const submitter = await issuer.tokenFor('client:crm', { scope: 'complaints:submit' });
    const person = await issuer.tokenFor('staff:ops');
    const events = '/v1/operations/routing/parked-events';
    await settles(async () => expect((await call(events, operator)).status).toBe(200));
    await settles(async () => expect((await call(events, person)).status).toBe(200));

    const body = JSON.stringify({ reason: 'given up' });
    const skipped = await call(`${events}/${newId()}/skip`, operator, { method: 'POST', body });
    expect(skipped).toMatchObject({ status: 403, body: { missing: [{ kind: 'PERSON' }] } });
    expect(skipped.body).toMatchObject({ detail: expect.stringContaining('a person: programs may not do this') });
    expect((await call(`${events}/${newId()}/skip`, person, { method: 'POST', body })).status).toBe(404);
    const retry = { method: 'POST', body: JSON.stringify({ signature: 'none' }) };
    expect(await call(`${events}/retry`, operator, retry)).toMatchObject({ status: 200, body: { retried: 0 } });
    await settles(async () =>
      expect(await call(events, submitter)).toMatchObject({
        status: 403,
        body: { missing: [{ kind: 'SCOPE', anyOf: ['operations'] }] },
      }),
    );
  });
});

describe('the listeners of a service', () => {
  it('are two, and the public one knows nothing of operations, whoever asks', async () => {
    const operator = { authorization: `Bearer ${await issuer.tokenFor('staff:ops')}` };
    const driver = { authorization: `Bearer ${await issuer.tokenFor('client:driver', { scope: 'clock:drive' })}` };
    const asked = [
      ['/health/live', {}],
      ['/health/ready', {}],
      ['/metrics', {}],
      ['/docs', {}],
      ['/openapi.json', {}],
      ['/internal/clock', driver],
      ['/internal/idle', driver],
      ['/v1/operations/routing/parked-events', operator],
      ['/v1/operations/routing/paused-partitions', operator],
    ] as const;
    expect(service.operationsUrl).not.toBe(service.url);
    for (const [path, headers] of asked) {
      const [users, operations] = [
        await fetch(service.url + path, { headers }),
        await fetch(service.operationsUrl + path, { headers }),
      ];
      expect([path, users.status, operations.status]).toEqual([path, 404, 200]);
    }
  });

  it('take the ports that they are given, and not one port twice', async () => {
    const settings = { ...environment, REDRESS_HTTP_PORT: new URL(service.operationsUrl).port };

    await expect(startService(definition, settings)).rejects.toThrow('EADDRINUSE');
    await expect(startService(definition, { ...environment, REDRESS_OPERATIONS_PORT: '70000' })).rejects.toThrow(
      'REDRESS_OPERATIONS_PORT must be a whole number from 0 to 65535',
    );
  });
});

describe('visitors of a service', () => {
  const visit = async (url: string, forwardedFor: string) =>
    (await fetch(`${url}/v1/visits`, { headers: { 'x-forwarded-for': forwardedFor } })).status;
  const startedWith = async (settings: Record<string, string>) => {
    const lines: string[] = [];
    const logger = createLogger({
      service: 'routing',
      destination: { write: (line: string) => void lines.push(line) },
    });
    const replica = await startService(definition, { ...environment, ...settings }, { logger });
    return { replica, warnings: lines.filter((line) => line.includes('REDRESS_TRUST_PROXY')) };
  };
  beforeEach(() => service.database.query('delete from rate_limit'));

  it('are counted one by one behind a proxy that is named, and as one where none is', async () => {
    const { replica } = await startedWith({ REDRESS_TRUST_PROXY: ' loopback ' });
    try {
      expect([
        await visit(replica.url, '198.51.100.1'),
        await visit(replica.url, '198.51.100.2'),
        await visit(replica.url, '192.0.2.9, 198.51.100.2'),
      ]).toEqual([200, 200, 429]);
    } finally {
      await replica.stop();
    }
    expect([await visit(service.url, '198.51.100.3'), await visit(service.url, '198.51.100.4')]).toEqual([200, 429]);
  });

  it.each([
    [{ REDRESS_HTTP_HOST: '0.0.0.0' }, 1],
    [{ REDRESS_HTTP_HOST: '::' }, 1],
    [{ REDRESS_HTTP_HOST: '0.0.0.0', REDRESS_TRUST_PROXY: 'loopback' }, 0],
    [{ REDRESS_HTTP_HOST: '127.0.0.1' }, 0],
  ])('with %j: a warning says that all may count as one: %i', async (settings, expected) => {
    const { replica, warnings } = await startedWith(settings);
    await replica.stop();

    expect(warnings.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(
      Array.from({ length: expected }, () => 'warn'),
    );
  });
});

describe('a service that is told what it cannot do', () => {
  it.each([
    [{ NODE_ENV: 'production' }, 'REDRESS_CLOCK must be real where NODE_ENV is production'],
    [{ REDRESS_TRUST_PROXY: 'my-proxy' }, 'REDRESS_TRUST_PROXY must be addresses and subnets of proxies'],
    [{ REDRESS_STATEMENT_TIMEOUT_MS: '1' }, 'REDRESS_STATEMENT_TIMEOUT_MS must be a whole number from 100'],
  ])('does not start with %j', async (settings, sentence) => {
    await expect(startService(definition, { ...environment, ...settings })).rejects.toThrow(sentence);
  });
});

describe('the time of a service in its database', () => {
  it('is limited for requests, and not for work that nobody waits for', async () => {
    const replica = await startService(definition, { ...environment, REDRESS_STATEMENT_TIMEOUT_MS: '100' });
    const lock = new Client({ connectionString: environment['REDRESS_DATABASE_URL'] });
    try {
      const answer = await fetch(`${replica.url}/v1/visits/long`);
      expect([answer.status, await answer.json()]).toEqual([
        503,
        expect.objectContaining({ type: 'urn:redress:problem:unavailable' }),
      ]);

      await lock.connect();
      await lock.query('begin; lock table idempotency_key in access exclusive mode');
      const cleaning = replica.get(Housekeeping).step();
      await expect(replica.database.query('select count(*) from idempotency_key')).rejects.toMatchObject({
        code: '57014',
      });
      await lock.query('commit');
      await cleaning;
    } finally {
      await lock.end();
      await replica.stop();
    }
  });

  it('is taken for metrics once in five seconds, on one connection and briefly, however many ask', async () => {
    const replica = await startService(definition, environment);
    const metrics = replica.get(Metrics);
    let runs = 0;
    let atOnce = 0;
    let most = 0;
    const measured = (name: string, sql: string) =>
      metrics.observedGauge({ name, help: name }, async () => {
        runs += 1;
        most = Math.max(most, (atOnce += 1));
        try {
          const { rows } = await replica.database.query<{ figure: number }>(sql);
          return rows[0]?.figure ?? 0;
        } finally {
          atOnce -= 1;
        }
      });
    measured('endless', 'select 1 as figure, pg_sleep(60)');
    measured('limit_ms', `select setting::int as figure from pg_settings where name = 'statement_timeout'`);
    try {
      const scrape = async () => (await fetch(`${replica.operationsUrl}/metrics`)).text();
      const texts = await Promise.all(Array.from({ length: 30 }, scrape));
      texts.push(await scrape());

      expect([runs, most]).toEqual([2, 1]);
      for (const text of texts) {
        expect(text).toContain('redress_limit_ms{service="routing"} 2000');
        expect(text).toContain('redress_outbox_depth{service="routing"} 0');
        expect(text).not.toMatch(/^redress_endless\{/m);
      }
    } finally {
      await replica.stop();
    }
  });
});

async function lifecycleOf(complaintId: string) {
  const kafka = new KafkaConnection({
    brokers: suite.brokers,
    clientId: 'reader',
    topicPrefix: suite.topicPrefix,
    logger: createLogger({ service: 'test', level: 'silent' }),
  });
  const consumer = kafka.client.consumer({ groupId: `${suite.topicPrefix}reader-${newId()}`, maxWaitTimeInMs: 100 });
  const found: { type: string; value: unknown }[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: `${suite.topicPrefix}complaint.lifecycle.v1`, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      if (message.key?.toString() === complaintId) {
        found.push({ type: String(message.headers?.['ce_type']), value: JSON.parse(String(message.value)) });
      }
    },
  });
  await settles(() => expect(found.some((event) => event.type === complaintWithdrawn.type)).toBe(true));
  await consumer.disconnect();
  return found;
}
