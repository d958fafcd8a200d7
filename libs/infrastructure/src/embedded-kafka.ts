import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { findJava, kafkaDefinition, kafkaJars } from './kafka-jars';
import {
  isServer,
  readRecord,
  removeRecord,
  type ServerRecord,
  spawnServer,
  stopProcess,
  tailOf,
  writeRecord,
} from './server-process';

const run = promisify(execFile);

/**
 * The broker of one machine does not live long: what the JVM's second compiler takes in its first minutes, it does not give
 * back. Without it a start costs 40 % less processor time, and so does work at the usual rates.
 */
const QUICK_COMPILER = '-XX:TieredStopAtLevel=1';

export interface EmbeddedKafkaOptions {
  /** Folder of this broker: its log, settings, record and output lie in it. */
  dataDir: string;
  /** Port to take when it is free; else the one of the last run, else any. A restart keeps the port. */
  port?: number;
  /** Limit of the Java heap in MiB (default 512). */
  heapMiB?: number;
  /** Broker settings (`name: value`) that replace or add to ours. */
  settings?: Readonly<Record<string, string>>;
}

/**
 * Resolves when the broker answers and a consumer group can be described: right after its start the broker takes connections, but group
 * coordinators are still loading. Rejects after `timeoutMs`, or as soon as `hasEnded` says that there is nothing to wait for.
 */
export async function waitForBroker(
  brokers: readonly string[],
  timeoutMs: number,
  hasEnded: () => boolean = () => false,
): Promise<void> {
  const kafka = new Kafka({
    clientId: 'redress-readiness',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    // The first try fails with an empty broker pool by design: the client learns of brokers only while it retries.
    retry: { retries: 2, initialRetryTime: 50, maxRetryTime: 100 },
  });
  await eventually(
    async () => {
      if (hasEnded()) return 'ended';
      const admin = kafka.admin();
      try {
        await admin.connect();
        const { groups } = await admin.describeGroups(['redress-readiness']);
        return groups.length === 1;
      } finally {
        await admin.disconnect();
      }
    },
    { timeoutMs, intervalMs: 150, what: `Kafka at ${brokers.join(', ')} to describe a group` },
  );
  if (hasEnded()) throw new Error(`Kafka at ${brokers.join(', ')} has ended`);
}

/** Apache Kafka itself, one node in KRaft mode (broker and controller in one JVM), on 127.0.0.1. */
export class EmbeddedKafka {
  private readonly recordFile: string;
  private readonly portFile: string;
  private readonly propertiesFile: string;
  private readonly logFile: string;
  private readonly logDirs: string;
  private server: ServerRecord | undefined;

  constructor(private readonly options: EmbeddedKafkaOptions) {
    this.recordFile = join(options.dataDir, 'server.json');
    this.portFile = join(options.dataDir, 'port.json');
    this.propertiesFile = join(options.dataDir, 'server.properties');
    this.logFile = join(options.dataDir, 'kafka.log');
    this.logDirs = join(options.dataDir, 'log');
  }

  /** Addresses for clients. They stay the same while the broker is down. Throws before the first `start`. */
  get brokers(): string[] {
    const port = this.server?.port ?? readRecord<{ port: number }>(this.portFile)?.port;
    if (port === undefined) throw new Error('The embedded Kafka was never started');
    return [`127.0.0.1:${port}`];
  }

  /** Process id of the broker, undefined while it is stopped. */
  get pid(): number | undefined {
    return this.server?.pid;
  }

  /**
   * Starts the broker and resolves when clients can use it, groups included. A broker of this folder that a killed run left behind is taken
   * over when it answers, else stopped first. Rejects with the end of the broker's log when it does not come up.
   */
  async start(): Promise<void> {
    if (await this.takeOverOrStopStale()) return;
    const found = await findJava();
    if ('missing' in found) throw new Error(`The embedded Kafka needs ${found.missing}`);
    const jars = await kafkaJars();
    mkdirSync(this.options.dataDir, { recursive: true });

    const port = await freePort(this.options.port ?? readRecord<{ port: number }>(this.portFile)?.port);
    writeFileSync(this.propertiesFile, this.properties(port, await freePort()));
    const jvm = [
      QUICK_COMPILER,
      `-Dlog4j2.configurationFile=${kafkaDefinition('log4j2.properties')}`,
      '-cp',
      join(jars, '*'),
    ];
    if (!existsSync(join(this.logDirs, 'meta.properties'))) await this.format(found.java, jvm);

    const heap = `${this.options.heapMiB ?? 512}m`;
    const child = await spawnServer({
      command: found.java,
      args: [`-Xmx${heap}`, '-XX:+ExitOnOutOfMemoryError', ...jvm, 'kafka.Kafka', this.propertiesFile],
      logFile: this.logFile,
      cwd: this.options.dataDir,
    });
    let exited = false;
    child.once('exit', () => (exited = true));
    this.server = { pid: child.pid, port };
    writeRecord(this.recordFile, this.server);
    writeRecord(this.portFile, { port });
    try {
      await waitForBroker(this.brokers, 180_000, () => exited);
    } catch (error) {
      await this.kill();
      throw new Error(`${(error as Error).message}. Its log ends:\n${tailOf(this.logFile)}`, { cause: error });
    }
  }

  /** Shuts the broker down in order and resolves when the process is gone. */
  async stop(): Promise<void> {
    await this.end('SIGTERM', 30_000);
  }

  /** Ends the broker as a crash would (`SIGKILL`); `start` then recovers its log on the same port. */
  async kill(): Promise<void> {
    await this.end('SIGKILL', 5_000);
  }

  /** Stops the running broker process without ending it (`SIGSTOP`), until `thaw`. */
  freeze(): void {
    process.kill(this.running(), 'SIGSTOP');
  }

  /** Lets a frozen broker go on. */
  thaw(): void {
    process.kill(this.running(), 'SIGCONT');
  }

  private running(): number {
    if (!this.server) throw new Error('The embedded Kafka is not started');
    return this.server.pid;
  }

  private async end(signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
    const pid = this.server?.pid;
    this.server = undefined;
    if (pid !== undefined) await stopProcess(pid, signal, timeoutMs);
    removeRecord(this.recordFile);
  }

  /** True when a broker of this folder runs, no matter which process started it. */
  isRunning(): boolean {
    const pid = this.server?.pid ?? readRecord(this.recordFile)?.pid;
    return pid !== undefined && isServer(pid, this.propertiesFile);
  }

  /** Ends a broker of this folder that a killed run left behind; no error when there is none. */
  async stopStale(): Promise<void> {
    if (await this.takeOverOrStopStale()) await this.stop();
  }

  private async takeOverOrStopStale(): Promise<boolean> {
    const record = this.server ?? readRecord(this.recordFile);
    this.server = undefined;
    if (record && isServer(record.pid, this.propertiesFile)) {
      try {
        await waitForBroker([`127.0.0.1:${record.port}`], 10_000);
        this.server = record;
        return true;
      } catch {
        await stopProcess(record.pid, 'SIGKILL', 5_000);
      }
    }
    removeRecord(this.recordFile);
    return false;
  }

  private async format(java: string, jvm: readonly string[]): Promise<void> {
    rmSync(this.logDirs, { recursive: true, force: true });
    // A leading hyphen would be read as an option of the tool.
    const clusterId = `R${randomBytes(16).toString('base64url').slice(1)}`;
    try {
      await run(java, [...jvm, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', this.propertiesFile]);
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`The folder of the embedded Kafka could not be formatted: ${stdout}${stderr}`.trim(), {
        cause: error,
      });
    }
  }

  private properties(port: number, controllerPort: number): string {
    const settings: Record<string, string> = {
      'process.roles': 'broker,controller',
      'node.id': '1',
      'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
      'controller.listener.names': 'CONTROLLER',
      'inter.broker.listener.name': 'PLAINTEXT',
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
      'log.dirs': this.logDirs,
      'auto.create.topics.enable': 'false',
      'offsets.topic.replication.factor': '1',
      'offsets.topic.num.partitions': '4',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'transaction.state.log.num.partitions': '2',
      'share.coordinator.state.topic.replication.factor': '1',
      'share.coordinator.state.topic.min.isr': '1',
      'group.initial.rebalance.delay.ms': '0',
      'group.min.session.timeout.ms': '1000',
      // A broker that comes back from a crash must wait until the session of its former self has run out.
      'broker.session.timeout.ms': '4500',
      'broker.heartbeat.interval.ms': '1000',
      // Index files are mapped at full size, three for each partition: the default of 10 MiB adds up over many small topics.
      'log.index.size.max.bytes': '1048576',
      // The cleaner of compacted topics takes its buffer at the start, as one piece: the default of 128 MiB is half of a small heap, and
      // whether it fits is a matter of luck. This one holds 600,000 keys a pass.
      'log.cleaner.dedupe.buffer.size': '16777216',
      ...this.options.settings,
    };
    return Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('');
  }
}
