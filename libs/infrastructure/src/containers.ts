import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { waitForBroker } from './embedded-kafka';
import { withConnection } from './databases';
import { readRecord, removeRecord, writeRecord } from './server-process';

/** The public images the containers are made from. */
export const IMAGES = { postgres: 'postgres:18', kafka: 'confluentinc/cp-kafka:8.1.0' } as const;

export type ContainerPart = keyof typeof IMAGES;

interface ContainerRecord {
  id: string;
  address: string;
}

/** Reads testcontainers only when containers are asked for: a plain start does without it, and without its helper container. */
async function testcontainers(): Promise<typeof import('testcontainers')> {
  // Its reaper would remove the servers as soon as the process that started them ends; here they are kept for the next suite and removed by id.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  return import('testcontainers');
}

/** Undefined when a Docker engine answers and has (or can pull within `pullTimeoutMs`) the images of these parts; else the reason. */
export async function whyNoContainers(
  parts: readonly ContainerPart[],
  pullTimeoutMs = 60_000,
): Promise<string | undefined> {
  const { getContainerRuntimeClient, ImageName } = await testcontainers();
  let client;
  try {
    client = await getContainerRuntimeClient();
  } catch {
    return 'no Docker engine answers';
  }
  for (const part of parts) {
    const image = ImageName.fromString(IMAGES[part]);
    if (await client.image.exists(image)) continue;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no image after ${pullTimeoutMs} ms`)), pullTimeoutMs);
    });
    try {
      await Promise.race([client.image.pull(image), tooLong]);
      if (!(await client.image.exists(image))) return `the Docker engine cannot pull ${IMAGES[part]}`;
    } catch (error) {
      return `the Docker engine cannot pull ${IMAGES[part]} (${(error as Error).message})`;
    } finally {
      clearTimeout(timer);
    }
  }
  return undefined;
}

/** One server in a container, found again by its record in `dataDir`. Its data last as long as the container. */
export class ContainerServer {
  private readonly recordFile: string;

  constructor(
    private readonly part: ContainerPart,
    dataDir: string,
  ) {
    this.recordFile = join(dataDir, `${part}-container.json`);
  }

  /** Starts the container, or takes over the one that an earlier run left, and returns its address once it answers. */
  async start(): Promise<string> {
    const earlier = readRecord<ContainerRecord>(this.recordFile);
    if (earlier) {
      try {
        await this.answers(earlier.address, 5_000);
        return earlier.address;
      } catch {
        await this.stop();
      }
    }
    const record = await (this.part === 'postgres' ? this.startPostgres() : this.startKafka());
    writeRecord(this.recordFile, record);
    await this.answers(record.address, 60_000);
    return record.address;
  }

  /** Removes the container and its data; no error when it is gone. */
  async stop(): Promise<void> {
    const record = readRecord<ContainerRecord>(this.recordFile);
    if (!record) return;
    const { getContainerRuntimeClient } = await testcontainers();
    const client = await getContainerRuntimeClient();
    try {
      await client.container.getById(record.id).remove({ force: true, v: true });
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) throw error;
    }
    removeRecord(this.recordFile);
  }

  private async answers(address: string, timeoutMs: number): Promise<void> {
    if (this.part === 'kafka') await waitForBroker([address], timeoutMs);
    else await withConnection(address, (admin) => admin.query('SELECT 1'));
  }

  private async startPostgres(): Promise<ContainerRecord> {
    await testcontainers();
    const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
    const container = await new PostgreSqlContainer(IMAGES.postgres)
      .withDatabase('postgres')
      .withUsername('postgres')
      .withPassword(randomBytes(24).toString('base64url'))
      .withCommand(['postgres', '-c', 'max_connections=400'])
      .start();
    const address = container.getConnectionUri();
    await withConnection(address, async (admin) => {
      await admin.query('REVOKE CONNECT, TEMPORARY ON DATABASE postgres FROM PUBLIC');
      await admin.query('REVOKE CONNECT ON DATABASE template1 FROM PUBLIC');
    });
    return { id: container.getId(), address };
  }

  private async startKafka(): Promise<ContainerRecord> {
    const { Wait } = await testcontainers();
    const { KafkaContainer } = await import('@testcontainers/kafka');
    const container = await new KafkaContainer(IMAGES.kafka)
      .withEnvironment({ KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false', KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000' })
      // The module's own check returns before the broker listens.
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .start();
    return { id: container.getId(), address: `${container.getHost()}:${container.getMappedPort(9093)}` };
  }
}
