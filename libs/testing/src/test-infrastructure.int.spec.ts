import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { eventually, testInfrastructure, type TestSuite } from './index';

describe('a suite of its own on the shared servers', () => {
  let suite: TestSuite;

  beforeAll(async () => {
    suite = await testInfrastructure();
  }, 240_000);

  afterAll(() => suite.cleanup());

  it('gives each name one database that keeps what is written', async () => {
    const url = await suite.databaseUrl('intake');
    expect(await suite.databaseUrl('intake')).toBe(url);
    await inDatabase(url, 'CREATE TABLE letter (body text)');
    await inDatabase(url, `INSERT INTO letter VALUES ('投诉已受理')`);
    expect(await inDatabase(url, 'SELECT body FROM letter')).toEqual([{ body: '投诉已受理' }]);
  });

  it('refuses the role of one service in the database of another', async () => {
    const intake = new URL(await suite.databaseUrl('intake'));
    const routing = new URL(await suite.databaseUrl('routing'));
    const trespass = new URL(intake);
    trespass.pathname = routing.pathname;
    await expect(inDatabase(trespass.toString(), 'SELECT 1')).rejects.toThrow(/permission denied for database/);
  });

  it('refuses a role of a service in the administrator database', async () => {
    const trespass = new URL(await suite.databaseUrl('intake'));
    trespass.pathname = '/postgres';
    await expect(inDatabase(trespass.toString(), 'SELECT 1')).rejects.toThrow(/permission denied for database/);
  });

  it('carries a record from producer to consumer and leaves nothing after cleanup', async () => {
    const own = await testInfrastructure();
    const topic = `${own.topicPrefix}story`;
    const kafka = own.kafkaClient();
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: false });
    // Asked by the client itself while the broker does not know the topic yet, the answer is an error, not a wait.
    await eventually(() => admin.fetchTopicMetadata({ topics: [topic] }), { what: 'the broker to know the topic' });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ key: 'a', value: 'hello' }] });
    await producer.disconnect();
    const consumer = kafka.consumer({ groupId: `${own.topicPrefix}reader` });
    const seen: string[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(String(message.value)) });
    await eventually(() => seen.length === 1, { timeoutMs: 20_000, what: 'the record to arrive' });
    await consumer.disconnect();

    await own.cleanup();
    // The controller has deleted it when the answer comes; a broker that is busy hears of it later.
    await eventually(async () => !(await admin.listTopics()).some((name) => name.startsWith(own.topicPrefix)), {
      timeoutMs: 20_000,
      what: 'the topics of the suite to be gone',
    });
    await admin.disconnect();
  }, 60_000);
});

describe('eventually', () => {
  it('returns the first truthy value', async () => {
    let tries = 0;
    expect(await eventually(() => (++tries === 3 ? 'ready' : undefined), { intervalMs: 1 })).toBe('ready');
  });

  it('names what was awaited and the last error when time is up', async () => {
    const failing = () => {
      throw new Error('no such row');
    };
    await expect(eventually(failing, { timeoutMs: 5, intervalMs: 1, what: 'the row' })).rejects.toThrow(
      'Waited 5 ms for the row, in vain (last error: no such row)',
    );
  });

  it('waits for a server that comes up later', async () => {
    let server: Server | undefined;
    setImmediate(() => {
      server = createServer((_, response) => response.end('up')).listen(0, '127.0.0.1');
    });
    const address = await eventually(() => server?.listening && (server.address() as AddressInfo));
    expect(address.port).toBeGreaterThan(0);
    server?.close();
  });
});

async function inDatabase(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
