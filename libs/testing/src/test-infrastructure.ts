import { randomBytes } from 'node:crypto';
import {
  chooseInfrastructure,
  dropDatabase,
  type Infrastructure,
  isAlive,
  stateDirectory,
  withConnection,
  withFileLock,
} from '@redress/infrastructure';
import { Kafka, logLevel } from 'kafkajs';

/** One suite's own corner of the shared servers. Nothing in it can meet another suite's data. */
export interface TestSuite {
  /** The servers themselves, shared with other suites: do not stop them. */
  readonly infrastructure: Infrastructure;
  readonly brokers: string[];
  /** Prefix of every topic and consumer group of this suite. */
  readonly topicPrefix: string;
  /** Prefix of every database and role of this suite. */
  readonly databasePrefix: string;
  /** URL of this suite's database of that name, with a role of its own; created empty at the first call. */
  databaseUrl(name: string): Promise<string>;
  /** A quiet Kafka client of this suite for the test's own producers, consumers and admins. */
  kafkaClient(clientId?: string): Kafka;
  /** Drops this suite's databases, topics and groups. Call it in `afterAll`, after the code under test has disconnected. */
  cleanup(): Promise<void>;
}

/**
 * One Kafka and one PostgreSQL for the whole test run, and a corner of them for this suite. Addresses in the environment (set by the root
 * test command) win; a suite that runs alone starts the servers, or finds those of an earlier run, and leaves them running for the next.
 */
export async function testInfrastructure(): Promise<TestSuite> {
  const infrastructure = await sharedInfrastructure();
  const id = `${process.pid}_${randomBytes(4).toString('hex')}`;
  const topicPrefix = `t-${id.replace('_', '-')}.`;
  const databases = new Map<string, Promise<string>>();
  const databasePrefix = `t_${id}_`;
  const kafkaClient = (clientId = 'redress-test') => quietClient(infrastructure.brokers, clientId);
  return {
    infrastructure,
    brokers: infrastructure.brokers,
    topicPrefix,
    databasePrefix,
    kafkaClient,
    databaseUrl(name) {
      const existing = databases.get(name);
      if (existing) return existing;
      const created = infrastructure.createDatabase(databasePrefix + name);
      databases.set(name, created);
      return created;
    },
    async cleanup() {
      await dropDatabases(infrastructure, (name) => name.startsWith(databasePrefix));
      databases.clear();
      await deleteFromKafka(infrastructure.brokers, (name) => name.startsWith(topicPrefix));
    },
  };
}

/** The servers of a whole test run, for the command that starts it. */
export interface TestRun {
  readonly infrastructure: Infrastructure;
  /** Add these to the environment of the test processes. */
  readonly environment: { REDRESS_POSTGRES_URL: string; REDRESS_KAFKA_BROKERS: string };
  stop(): Promise<void>;
}

/** Starts (or takes over) the servers for a whole run and removes what killed suites left in them. */
export async function startTestRun(): Promise<TestRun> {
  const infrastructure = await sharedInfrastructure();
  if (infrastructure.kind !== 'given') await removeLeftovers(infrastructure);
  return {
    infrastructure,
    environment: {
      REDRESS_POSTGRES_URL: infrastructure.postgresAdminUrl,
      REDRESS_KAFKA_BROKERS: infrastructure.brokers.join(','),
    },
    stop: () => infrastructure.stop(),
  };
}

/** Several jest workers may ask at once: the first one starts the servers, the others find them. */
function sharedInfrastructure(): Promise<Infrastructure> {
  return withFileLock(stateDirectory('test', 'start.lock'), 300_000, () => chooseInfrastructure({ purpose: 'test' }));
}

async function removeLeftovers(infrastructure: Infrastructure): Promise<void> {
  const isLeftover = (name: string) => {
    const pid = /^t[-_](\d+)[-_][0-9a-f]{8}[._]/.exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  };
  await dropDatabases(infrastructure, isLeftover);
  await deleteFromKafka(infrastructure.brokers, isLeftover);
}

async function dropDatabases(infrastructure: Infrastructure, isOurs: (name: string) => boolean): Promise<void> {
  const names = await withConnection(infrastructure.postgresAdminUrl, async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      'SELECT datname AS name FROM pg_database UNION SELECT rolname AS name FROM pg_roles',
    );
    return rows.map((row) => row.name).filter(isOurs);
  });
  for (const name of names) await dropDatabase(infrastructure.postgresAdminUrl, name);
}

async function deleteFromKafka(brokers: string[], isOurs: (name: string) => boolean): Promise<void> {
  const admin = quietClient(brokers, 'redress-test-cleanup').admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter(isOurs);
    if (topics.length > 0) await admin.deleteTopics({ topics });
    const groups = (await admin.listGroups()).groups.map((group) => group.groupId).filter(isOurs);
    // A member that has not left yet makes the broker refuse; its group then expires by itself, and its name is never used again.
    if (groups.length > 0) await admin.deleteGroups(groups).catch(() => undefined);
  } finally {
    await admin.disconnect();
  }
}

function quietClient(brokers: string[], clientId: string): Kafka {
  return new Kafka({ clientId, brokers, logLevel: logLevel.NOTHING });
}
