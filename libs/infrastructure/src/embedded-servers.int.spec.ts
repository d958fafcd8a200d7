import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { Client } from 'pg';
import {
  chooseInfrastructure,
  createDatabase,
  EmbeddedKafka,
  EmbeddedPostgres,
  eventually,
  isAlive,
  provisionDatabases,
  readRecord,
  writeRecord,
} from './index';

describe('the embedded servers', () => {
  let folder: string;
  beforeAll(() => {
    // Only the owner may enter such a folder: PostgreSQL must start there all the same.
    folder = mkdtempSync(join(tmpdir(), 'redress-servers-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe('PostgreSQL', () => {
    let postgres: EmbeddedPostgres;
    beforeAll(async () => {
      postgres = new EmbeddedPostgres({ dataDir: join(folder, 'postgres') });
      await postgres.start();
    }, 60_000);
    afterAll(() => postgres.stop());

    it('speaks UTF-8 and orders by code point', async () => {
      const [row] = await query(
        postgres.adminUrl,
        `SELECT current_setting('server_encoding') AS encoding, 'a' > 'B' AS by_code_point`,
      );
      expect(row).toEqual({ encoding: 'UTF8', by_code_point: true });
    });

    it('keeps one role per service out of the databases of the others', async () => {
      const urls = await provisionDatabases(postgres.adminUrl, ['intake', 'analytics'], 'own_');
      expect(await query(urls.intake, 'SELECT current_user AS role, current_database() AS name')).toEqual([
        { role: 'own_intake', name: 'own_intake' },
      ]);
      for (const [service, other] of [
        ['intake', 'own_analytics'],
        ['analytics', 'own_intake'],
        ['intake', 'postgres'],
        ['intake', 'template1'],
      ] as const) {
        const trespass = new URL(urls[service]);
        trespass.pathname = `/${other}`;
        await expect(query(trespass.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
      }
      await expect(query(urls.intake, 'CREATE DATABASE more')).rejects.toMatchObject({ code: '42501' });
    });

    it('gives an existing database a new password and keeps its data', async () => {
      const first = await createDatabase(postgres.adminUrl, 'kept');
      await query(first, 'CREATE TABLE letter (id int)');
      const second = await createDatabase(postgres.adminUrl, 'kept');
      expect(second).not.toBe(first);
      await expect(query(first, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
      expect(await query(second, 'SELECT count(*)::int AS letters FROM letter')).toEqual([{ letters: 0 }]);
    });

    it('refuses a name that would need quoting', async () => {
      await expect(createDatabase(postgres.adminUrl, 'x"; DROP')).rejects.toThrow(/must match \[a-z\]/);
    });

    it('is taken over by the next run after its owner was killed', async () => {
      const successor = new EmbeddedPostgres({ dataDir: join(folder, 'postgres') });
      await successor.start();
      expect(successor.pid).toBe(postgres.pid);
      expect(successor.adminUrl).toBe(postgres.adminUrl);
    });

    it('comes back after a crash with what was committed, on the same port', async () => {
      const url = await createDatabase(postgres.adminUrl, 'crashed');
      await query(url, 'CREATE TABLE letter AS SELECT 7 AS id');
      const before = postgres.adminUrl;
      await postgres.kill();
      await expect(query(url, 'SELECT 1')).rejects.toThrow();
      await postgres.start();
      expect(postgres.adminUrl).toBe(before);
      expect(await query(url, 'SELECT id FROM letter')).toEqual([{ id: 7 }]);
    });

    it('starts beside a record that names a dead process or somebody else', async () => {
      const recordFile = join(folder, 'postgres', 'server.json');
      for (const pid of [2 ** 22 - 1, process.pid]) {
        await postgres.stop();
        writeRecord(recordFile, { pid, port: 1 });
        await postgres.start();
        expect(await query(postgres.adminUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
        expect(isAlive(process.pid)).toBe(true);
      }
    });

    it('leaves neither process nor record when it is stopped', async () => {
      const pid = postgres.pid ?? 0;
      await postgres.stop();
      expect(isAlive(pid)).toBe(false);
      expect(readRecord(join(folder, 'postgres', 'server.json'))).toBeUndefined();
      await postgres.start();
    });
  });

  describe('Kafka, on a small heap', () => {
    let kafka: EmbeddedKafka;
    beforeAll(async () => {
      kafka = new EmbeddedKafka({ dataDir: join(folder, 'kafka'), heapMiB: 128 });
      await kafka.start();
    }, 240_000);
    afterAll(() => kafka.stop());

    const withClient = async <T>(work: (client: Kafka) => Promise<T>) =>
      work(new Kafka({ clientId: 'spec', brokers: kafka.brokers, logLevel: logLevel.NOTHING, retry: { retries: 8 } }));

    const endOffset = (topic: string) =>
      withClient(async (client) => {
        const admin = client.admin();
        await admin.connect();
        const offsets = await admin.fetchTopicOffsets(topic);
        await admin.disconnect();
        return offsets[0]?.high;
      });

    it('creates no topic by accident', async () => {
      await withClient(async (client) => {
        const producer = client.producer({ retry: { retries: 0 } });
        await producer.connect();
        await expect(producer.send({ topic: 'misspelt', messages: [{ value: 'x' }] })).rejects.toThrow(
          /does not host this topic-partition/,
        );
        await producer.disconnect();
      });
    });

    it('is taken over by the next run after its owner was killed', async () => {
      const successor = new EmbeddedKafka({ dataDir: join(folder, 'kafka') });
      await successor.start();
      expect(successor.pid).toBe(kafka.pid);
      expect(successor.brokers).toEqual(kafka.brokers);
    }, 30_000);

    it('keeps what was acknowledged over a crash, on the same port', async () => {
      await withClient(async (client) => {
        const admin = client.admin();
        await admin.connect();
        await admin.createTopics({ topics: [{ topic: 'story', numPartitions: 1 }], waitForLeaders: false });
        await eventually(() => admin.fetchTopicMetadata({ topics: ['story'] }), {
          what: 'the broker to know the topic',
        });
        await admin.disconnect();
        const producer = client.producer({ idempotent: true });
        await producer.connect();
        await producer.send({ topic: 'story', acks: -1, messages: [{ value: 'one' }, { value: 'two' }] });
        await producer.disconnect();
      });
      const before = { brokers: kafka.brokers, pid: kafka.pid ?? 0 };
      await kafka.kill();
      expect(isAlive(before.pid)).toBe(false);
      expect(kafka.brokers).toEqual(before.brokers);
      await kafka.start();
      expect(kafka.pid).not.toBe(before.pid);
      expect(await endOffset('story')).toBe('2');
    }, 120_000);

    it('replaces a broker of a killed run that no longer answers', async () => {
      const stuck = kafka.pid ?? 0;
      kafka.freeze();
      const successor = new EmbeddedKafka({ dataDir: join(folder, 'kafka') });
      await successor.start();
      expect(successor.pid).not.toBe(stuck);
      expect(isAlive(stuck)).toBe(false);
      kafka = successor;
      expect(await endOffset('story')).toBe('2');
    }, 120_000);
  });
});

// architecture 5.13
describe('choosing infrastructure', () => {
  const before = { ...process.env };
  let bystander: ChildProcess | undefined;
  afterEach(() => {
    process.env = { ...before };
    bystander?.kill('SIGKILL');
  });

  it('says in one message what is missing and the three ways to provide it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'redress-nothing-'));
    process.env['REDRESS_HOME'] = home;
    process.env['PATH'] = home;
    process.env['DOCKER_HOST'] = 'tcp://127.0.0.1:1';
    for (const name of ['JAVA_HOME', 'REDRESS_POSTGRES_URL', 'REDRESS_KAFKA_BROKERS']) delete process.env[name];
    const error = await chooseInfrastructure({ purpose: 'test', dataDir: home }).catch((reason: Error) => reason);
    rmSync(home, { recursive: true, force: true });
    expect(error).toBeInstanceOf(Error);
    const { message } = error as Error;
    for (const part of [
      'Java 17',
      'Maven',
      'no Docker engine answers',
      'REDRESS_POSTGRES_URL',
      'REDRESS_KAFKA_BROKERS',
      '1. ',
      '2. ',
      '3. ',
    ]) {
      expect(message).toContain(part);
    }
  }, 30_000);

  it('refuses given addresses that do not answer, and names the variable', async () => {
    process.env['REDRESS_POSTGRES_URL'] = 'postgres://admin:secret-word@127.0.0.1:1/postgres';
    const error = await chooseInfrastructure({ purpose: 'test' }).catch((reason: Error) => reason);
    expect((error as Error).message).toMatch(/^REDRESS_POSTGRES_URL: the server does not answer/);
    expect((error as Error).message).not.toContain('secret-word');
  });

  it('refuses an unknown wish', async () => {
    for (const name of ['REDRESS_POSTGRES_URL', 'REDRESS_KAFKA_BROKERS']) delete process.env[name];
    process.env['REDRESS_INFRASTRUCTURE'] = 'cloud';
    await expect(chooseInfrastructure({ purpose: 'test' })).rejects.toThrow(
      /REDRESS_INFRASTRUCTURE must be docker or embedded/,
    );
  });

  it('does not take a foreign process for a server of its own', async () => {
    bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const dataDir = mkdtempSync(join(tmpdir(), 'redress-foreign-'));
    writeRecord(join(dataDir, 'server.json'), { pid: bystander.pid, port: 1 });
    await new EmbeddedKafka({ dataDir }).stopStale();
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
    expect(readRecord(join(dataDir, 'server.json'))).toBeUndefined();
    rmSync(dataDir, { recursive: true });
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
