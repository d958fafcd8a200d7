import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { complaintSubmissionSchema, SERVICES, SUBMISSION_TYPE, TOPIC_NAMES } from '@redress/contracts';
import { eventually, isAlive, readRecord, spawnServer, withConnection, writeRecord } from '@redress/infrastructure';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { decodeJwt } from 'jose';
import { type Endpoints, launch, type LaunchEvent, type LaunchOptions, type Platform } from './index';

/** Stands for a service: answers its readiness, tells its settings, and ends or goes wrong when told to. */
const STUB = `
const { createServer } = require('node:http');
const answers = { '/health/ready': () => 'ready', '/settings': () => JSON.stringify(process.env), '/crash': () => process.exit(3) };
for (const port of [process.env.REDRESS_HTTP_PORT, process.env.REDRESS_OPERATIONS_PORT])
  createServer((request, response) => response.end(answers[request.url]?.() ?? '')).listen(port, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
`;

describe('launching the platform', () => {
  let suite: TestSuite;
  let folder: string;
  let stub: string;
  let broken: string;
  let platform: Platform;
  const events: LaunchEvent[] = [];

  const options = (overrides: Partial<LaunchOptions> = {}): LaunchOptions => ({
    home: join(folder, 'home'),
    infrastructure: suite.infrastructure,
    topicPrefix: suite.topicPrefix,
    databasePrefix: suite.databasePrefix,
    ports: 'any',
    mainOf: () => stub,
    report: (event) => events.push(event),
    ...overrides,
  });
  const settingsOf = async (url: string) => (await (await fetch(`${url}/settings`)).json()) as Record<string, string>;

  beforeAll(async () => {
    suite = await testInfrastructure();
    folder = mkdtempSync(join(tmpdir(), 'redress-launch-'));
    stub = join(folder, 'stub-service.js');
    broken = join(folder, 'broken-service.js');
    writeFileSync(stub, STUB);
    writeFileSync(broken, `console.error('REDRESS_DATABASE_URL is not set'); process.exit(1);`);
    process.env['REDRESS_POSTGRES_URL'] ??= suite.infrastructure.postgresAdminUrl;
    platform = await launch(
      options({ replicas: { routing: 2 }, clock: { drivenFrom: new Date('2026-03-02T01:00:00Z') } }),
    );
  }, 240_000);

  afterAll(async () => {
    await platform.stop();
    await suite.cleanup();
    rmSync(folder, { recursive: true, force: true });
  });

  it('starts each service as a process of its own with its own database', async () => {
    const settings = await Promise.all(SERVICES.map((name) => settingsOf(platform.urls[name])));
    expect(new Set(SERVICES.map((name) => platform.service(name).pid)).size).toBe(6);
    expect(settings.map((one) => new URL(one['REDRESS_DATABASE_URL'] ?? '').username)).toEqual(
      SERVICES.map((name) => `${suite.databasePrefix}${name}`),
    );
  });

  it('keeps the keys from analytics and the administrator of the database from everybody', async () => {
    for (const name of SERVICES) {
      const settings = await settingsOf(platform.urls[name]);
      expect(settings['REDRESS_KEY_RING'] !== undefined).toBe(name !== 'analytics');
      expect(settings['REDRESS_POSTGRES_URL']).toBeUndefined();
    }
  });

  it('gives all services one beginning of the driven clock', async () => {
    const clocks = await Promise.all(
      SERVICES.map(async (name) => (await settingsOf(platform.urls[name]))['REDRESS_CLOCK']),
    );
    expect(new Set(clocks)).toEqual(new Set(['driven:2026-03-02T01:00:00.000Z']));
  });

  it('does not call a platform with a driven clock production, and believes proxies of this machine', async () => {
    for (const name of SERVICES) {
      expect(await settingsOf(platform.urls[name])).toMatchObject({
        NODE_ENV: 'simulation',
        REDRESS_TRUST_PROXY: 'loopback',
      });
    }
  });

  it('gives every replica a port for users and one for operations', async () => {
    const ports = await Promise.all(
      [0, 1].map(async (replica) => {
        const service = platform.service('routing', replica);
        const settings = await settingsOf(service.url);
        expect(service.at('/v1/work-items')).toBe(`http://127.0.0.1:${settings['REDRESS_HTTP_PORT']}/v1/work-items`);
        expect(service.at('/metrics')).toBe(`http://127.0.0.1:${settings['REDRESS_OPERATIONS_PORT']}/metrics`);
        return [settings['REDRESS_HTTP_PORT'], settings['REDRESS_OPERATIONS_PORT']];
      }),
    );
    expect(new Set(ports.flat()).size).toBe(4);
  });

  it('runs a second replica beside the first, with the same database', async () => {
    const [first, second] = [platform.service('routing', 0), platform.service('routing', 1)];
    expect(second.pid).not.toBe(first.pid);
    expect((await settingsOf(second.url))['REDRESS_DATABASE_URL']).toBe(
      (await settingsOf(first.url))['REDRESS_DATABASE_URL'],
    );
    expect(() => platform.service('routing', 2)).toThrow('There is no replica 2 of routing');
  });

  it('creates every topic', async () => {
    const admin = suite.kafkaClient().admin();
    await admin.connect();
    const names = await admin.listTopics();
    await admin.disconnect();
    expect(names).toEqual(expect.arrayContaining(TOPIC_NAMES.map((name) => suite.topicPrefix + name)));
  });

  it('writes down where everything is, for the owner only', async () => {
    expect(statSync(platform.endpointsFile).mode & 0o777).toBe(0o600);
    const endpoints = JSON.parse(readFileSync(platform.endpointsFile, 'utf8')) as Endpoints;
    expect(endpoints).toMatchObject({
      topicPrefix: suite.topicPrefix,
      services: platform.urls,
      operations: platform.operationsUrls,
      operationsReplicas: {
        routing: [platform.service('routing').operationsUrl, platform.service('routing', 1).operationsUrl],
      },
      issuer: platform.issuer,
    });
    expect(complaintSubmissionSchema.safeParse(endpoints.sampleSubmission).error).toBeUndefined();
    expect(endpoints.submissionRecord).toEqual({
      topic: `${suite.topicPrefix}complaint.submissions.v1`,
      headers: {
        ce_specversion: '1.0',
        ce_type: SUBMISSION_TYPE,
        ce_source: endpoints.sources[0]?.id,
        'content-type': 'application/json',
      },
    });
    expect(endpoints.sources).toEqual([{ id: 'urn:acme:crm', key: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) }]);
    expect(endpoints.users.find(({ id }) => id === 'staff:lin.intake')?.roles).toContain('INTAKE_OFFICER');
  });

  it('obtains a token once and uses it again', async () => {
    const token = await platform.tokenFor('staff:tang.triage');
    expect(decodeJwt(token)).toMatchObject({ sub: 'staff:tang.triage', aud: 'redress', iss: platform.issuer });
    expect(await platform.tokenFor('staff:tang.triage')).toBe(token);
    expect(decodeJwt(await platform.clientToken('client:driver'))).toMatchObject({
      sub: 'client:driver',
      scope: 'clock:drive',
    });
  });

  it('refuses to run twice in one folder', async () => {
    await expect(launch(options())).rejects.toThrow(
      `Redress runs already in ${join(folder, 'home')} (process ${process.pid})`,
    );
    expect((await fetch(platform.service('intake').at('/health/ready'))).ok).toBe(true);
  });

  it('restarts a service that crashed, and says so', async () => {
    const service = platform.service('resolution');
    const before = service.pid;
    await fetch(`${service.url}/crash`).catch(() => undefined);
    await eventually(() => service.pid !== undefined && service.pid !== before, { what: 'a new process' });
    await service.ready(10_000);
    expect(events).toContainEqual({
      kind: 'notice',
      text: expect.stringContaining('resolution ended unexpectedly (exit code 3)'),
    });
  });

  it('leaves a service down that a test killed, until it is restarted, and watches it again then', async () => {
    const service = platform.service('notification');
    const before = service.pid;
    await service.kill('SIGKILL');
    await expect(fetch(service.url)).rejects.toThrow();
    expect(service.pid).toBeUndefined();
    await service.restart();
    const restarted = service.pid;
    expect(restarted).not.toBe(before);
    await fetch(`${service.url}/crash`).catch(() => undefined);
    await eventually(() => service.pid !== undefined && service.pid !== restarted, { what: 'a new process' });
  });

  it('fails with the end of the log when a service does not come up, and stops what it had started', async () => {
    const home = join(folder, 'failing');
    const failing = launch(
      options({
        home,
        databasePrefix: `${suite.databasePrefix}f_`,
        mainOf: (name) => (name === 'routing' ? broken : stub),
      }),
    );
    await expect(failing).rejects.toThrow(
      /routing ended before it was ready \(exit code 1\)[^]*REDRESS_DATABASE_URL is not set/,
    );
    expect(existsSync(join(home, 'services.json'))).toBe(false);
    expect(existsSync(join(home, 'launch.lock'))).toBe(false);
  });

  it('ends a launch that was called off, and what it had started', async () => {
    const home = join(folder, 'called-off');
    const callOff = new AbortController();
    const silent = join(folder, 'silent-service.js');
    writeFileSync(silent, `setInterval(() => {}, 1000)`);
    const pids: number[] = [];
    const starting = launch(
      options({
        home,
        databasePrefix: `${suite.databasePrefix}c_`,
        mainOf: () => silent,
        signal: callOff.signal,
      }),
    );
    starting.catch(() => undefined);
    await eventually(
      () => {
        const record = readRecord<{ processes: Array<{ pid: number }> }>(join(home, 'services.json'));
        pids.splice(0, pids.length, ...(record?.processes.map(({ pid }) => pid) ?? []));
        return pids.length === SERVICES.length;
      },
      { timeoutMs: 30_000, what: 'all services to be started' },
    );
    callOff.abort();
    await expect(starting).rejects.toThrow(/was not waited for/);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('keeps data over a restart and drops them when told to', async () => {
    const own = options({
      home: join(folder, 'reset'),
      databasePrefix: `${suite.databasePrefix}r_`,
      topicPrefix: `${suite.topicPrefix}r.`,
    });
    const topic = `${own.topicPrefix}complaint.submissions.v1`;
    const kafka = suite.kafkaClient();
    // A topic made anew under an old name is known to a new client only, and for a moment its leader answers that it is not the
    // leader, or for the old one.
    const holds = (count: number) =>
      eventually(async () => {
        const admin = suite.kafkaClient().admin();
        await admin.connect();
        try {
          const offsets = await admin.fetchTopicOffsets(topic);
          return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0) === count || undefined;
        } finally {
          await admin.disconnect();
        }
      });
    const inIntake = (running: Platform, sql: string) =>
      withConnection(running.databaseUrls.intake, async (client) => (await client.query(sql)).rows as unknown[]);

    const first = await launch(own);
    await inIntake(first, 'CREATE TABLE letter AS SELECT 1 AS id');
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ value: '{}' }] });
    await producer.disconnect();
    await first.stop();

    const second = await launch(own);
    expect(await inIntake(second, 'SELECT id FROM letter')).toEqual([{ id: 1 }]);
    await holds(1);
    await second.stop();

    const third = await launch({ ...own, reset: true });
    expect(await inIntake(third, `SELECT to_regclass('letter') AS letter`)).toEqual([{ letter: null }]);
    await holds(0);
    await third.stop();
  }, 60_000);

  it('stops services that outlived a killed launcher', async () => {
    const home = join(folder, 'orphans');
    const orphan = await spawnServer({
      command: process.execPath,
      args: [stub],
      logFile: join(folder, 'orphan.log'),
      env: { ...process.env, REDRESS_HTTP_PORT: '0', REDRESS_OPERATIONS_PORT: '0' },
    });
    writeRecord(join(home, 'services.json'), { processes: [{ pid: orphan.pid, main: stub }] });
    const second = await launch(options({ home, databasePrefix: `${suite.databasePrefix}o_` }));
    expect(isAlive(orphan.pid)).toBe(false);
    const pids = SERVICES.map((name) => second.service(name).pid ?? 0);
    await second.stop();
    expect(pids.filter(isAlive)).toEqual([]);
    expect(existsSync(second.endpointsFile)).toBe(false);
    await second.stop();
  });
});
