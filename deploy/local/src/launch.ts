import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName, TOPIC_NAMES } from '@redress/contracts';
import {
  acquireFileLock,
  chooseInfrastructure,
  ContainerServer,
  dropDatabase,
  EmbeddedKafka,
  EmbeddedPostgres,
  FileLockHeld,
  freePort,
  type Infrastructure,
  isServer,
  provisionDatabases,
  readRecord,
  removeRecord,
  stateDirectory,
  stopProcess,
  workspaceRoot,
  writeRecord,
} from '@redress/infrastructure';
import { createTopics, registerCompressionCodecs } from '@redress/messaging';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { demoDirectoryFile, readDirectoryFile } from './directory-file';
import type { Endpoints } from './launcher/endpoints';
import { type LaunchReporter, step } from './launcher/launch-events';
import { SAMPLE_SUBMISSION, SUBMISSION_HEADERS, SUBMISSION_TOPIC } from './launcher/sample-submission';
import { ServiceProcess } from './launcher/service-process';
import { MailCatcher } from './mail-catcher/mail-catcher';
import { SmsCatcher } from './sms-catcher/sms-catcher';
import { obtainClientToken, obtainToken, type ObtainedToken } from './openid-provider/obtain-token';
import { AUDIENCE, CLIENT_SCOPES, OpenIdProvider } from './openid-provider/openid-provider';
import { localSecrets } from './secrets-file';

export interface LaunchOptions {
  /** Folder for data, logs, secrets and records; default `.redress`. Two platforms need two folders. */
  home?: string;
  /** Servers to use instead of choosing some; they are not stopped with the platform. */
  infrastructure?: Infrastructure;
  /** True: PostgreSQL and Kafka in containers. */
  docker?: boolean;
  /** Drops all data of earlier runs first. */
  reset?: boolean;
  /** Business time: the computer's, or driven over HTTP from an instant on (default: from now on). */
  clock?: 'real' | 'driven' | { drivenFrom: Date };
  /** Processes per service; 1 if not named. */
  replicas?: Partial<Record<ServiceName, number>>;
  /** `fixed`: the well-known ports while they are free; `any`: free ones, for tests. Default `fixed`. */
  ports?: 'fixed' | 'any';
  /** Put before topics and groups, default none. */
  topicPrefix?: string;
  /** Put before names of databases and roles, default `redress_`. */
  databasePrefix?: string;
  /** Directory file; default the demo organisation. */
  directoryFile?: string;
  /** Settings added for one service, or for all of them. */
  environment?: Partial<Record<ServiceName | 'all', Record<string, string>>>;
  /** Restart services that crash (default true). */
  supervise?: boolean;
  report?: LaunchReporter;
  /** Aborted: the launch ends as soon as it can and what it started is stopped. */
  signal?: AbortSignal;
  /** Script of a service; default its build, `services/<name>/dist/main.js`. */
  mainOf?: (service: ServiceName) => string;
}

/** A running platform. */
export interface Platform {
  readonly infrastructure: Infrastructure;
  /** First replica of each service. */
  readonly urls: Readonly<Record<ServiceName, string>>;
  /** Its listener for operations. */
  readonly operationsUrls: Readonly<Record<ServiceName, string>>;
  readonly issuer: string;
  readonly mail: MailCatcher;
  readonly sms: SmsCatcher;
  readonly topicPrefix: string;
  readonly databaseUrls: Readonly<Record<ServiceName, string>>;
  readonly endpoints: Endpoints;
  readonly endpointsFile: string;
  /** One process; throws when there is no such replica. */
  service(name: ServiceName, replica?: number): ServiceProcess;
  /** The settings a service was started with. */
  env(name: ServiceName, replica?: number): Readonly<NodeJS.ProcessEnv>;
  /** A person's token by the real code flow, kept until it is about to expire. */
  tokenFor(user: string): Promise<string>;
  /** A service client's token by client credentials, kept until it is about to expire. */
  clientToken(clientId: string): Promise<string>;
  /** Services first, servers last. Safe to call twice. */
  stop(): Promise<void>;
}

const FIXED_PORTS = {
  issuer: 4000,
  mailHttp: 8025,
  mailSmtp: 1025,
  smsHttp: 8026,
  firstService: 3001,
  firstOperations: 3101,
} as const;
const READY_TIMEOUT_MS = 180_000;
const TOKEN_MARGIN_MS = 60_000;

/**
 * Starts the whole platform: PostgreSQL and Kafka, databases, topics, the OpenID provider, the catchers of letters and text messages, then each service as a process of
 * its own; resolves when every service is ready. What it started is stopped again when a step fails. The services must have been built.
 */
export async function launch(options: LaunchOptions = {}): Promise<Platform> {
  const launcher = new Launcher(options);
  try {
    return await launcher.run();
  } catch (error) {
    await launcher.stop();
    throw error;
  }
}

interface RunningService {
  process: ServiceProcess;
  environment: NodeJS.ProcessEnv;
}

class Launcher {
  private readonly home: string;
  private readonly report: LaunchReporter;
  private readonly topicPrefix: string;
  private readonly databasePrefix: string;
  private readonly services: RunningService[] = [];
  private readonly undo: Array<() => Promise<void> | void> = [];

  constructor(private readonly options: LaunchOptions) {
    this.home = options.home ?? stateDirectory();
    this.report = options.report ?? (() => undefined);
    this.topicPrefix = options.topicPrefix ?? '';
    this.databasePrefix = options.databasePrefix ?? 'redress_';
  }

  async run(): Promise<Platform> {
    // Those who launch a platform may read its topics with a client of their own.
    registerCompressionCodecs();
    this.undo.push(await this.lock());
    await this.stopOrphans();
    const runDir = join(this.home, 'run');
    if (this.options.reset) await this.step('drop data', () => this.dropFiles(runDir));
    const directoryFile = this.options.directoryFile ?? demoDirectoryFile();
    const directory = readDirectoryFile(directoryFile);
    const clients = directory.staff.filter((member) => member.kind === 'CLIENT' && member.active);
    const secrets = await localSecrets(
      join(this.home, 'secrets.json'),
      clients.map(({ id }) => id),
      directory.sources.flatMap(({ keyIds }) => keyIds),
    );

    const infrastructure =
      this.options.infrastructure ??
      (await this.step(
        'PostgreSQL and Kafka',
        () => chooseInfrastructure({ purpose: 'run', docker: this.options.docker ?? false, dataDir: runDir }),
        ({ kind, brokers }) => `${kind}, ${brokers.join(', ')}`,
      ));
    if (!this.options.infrastructure) this.undo.push(() => infrastructure.stop());
    if (this.options.reset) await this.step('drop databases and topics', () => this.dropFromServers(infrastructure));

    const databaseUrls = await this.step('databases', () =>
      provisionDatabases(infrastructure.postgresAdminUrl, SERVICES, this.databasePrefix),
    );
    await this.step(
      'topics',
      () => withAdmin(infrastructure.brokers, (admin) => createTopics(admin, { prefix: this.topicPrefix })),
      (created) => `${created.length} new`,
    );

    const provider = await this.step(
      'OpenID provider',
      async () =>
        OpenIdProvider.start({
          port: await this.port('OpenID provider', FIXED_PORTS.issuer),
          members: directory.staff,
          ...secrets,
        }),
      ({ issuer }) => issuer,
    );
    this.undo.push(() => provider.stop());
    const mail = await this.step(
      'mail catcher',
      async () =>
        MailCatcher.start({
          smtpPort: await this.port('mail catcher (SMTP)', FIXED_PORTS.mailSmtp),
          httpPort: await this.port('mail catcher', FIXED_PORTS.mailHttp),
        }),
      ({ url }) => url,
    );
    this.undo.push(() => mail.stop());
    const sms = await this.step(
      'catcher of text messages',
      async () => SmsCatcher.start({ port: await this.port('catcher of text messages', FIXED_PORTS.smsHttp) }),
      ({ url }) => url,
    );
    this.undo.push(() => sms.stop());

    const clock = clockSetting(this.options.clock ?? 'real');
    await this.startServices(
      {
        ...passedOn(process.env),
        // Services refuse a driven clock in production.
        NODE_ENV: clock === 'real' ? 'production' : 'simulation',
        REDRESS_KAFKA_BROKERS: infrastructure.brokers.join(','),
        REDRESS_TOPIC_PREFIX: this.topicPrefix,
        REDRESS_HTTP_HOST: '127.0.0.1',
        REDRESS_OPERATIONS_HOST: '127.0.0.1',
        // A proxy in front of this platform would stand on this machine.
        REDRESS_TRUST_PROXY: 'loopback',
        REDRESS_OIDC_ISSUER: provider.issuer,
        REDRESS_OIDC_AUDIENCE: AUDIENCE,
        REDRESS_CLOCK: clock,
        REDRESS_KEY_RING: JSON.stringify(secrets.keyRing),
        REDRESS_SOURCE_KEYS: JSON.stringify(secrets.sourceKeys),
        REDRESS_SMTP_URL: mail.smtpUrl,
        REDRESS_SMS_URL: sms.url,
        REDRESS_MAIL_FROM: 'Acme Customer Care <complaints@acme.example>',
        REDRESS_ORGANISATION_NAME: 'Acme Customer Care',
        REDRESS_LETTERHEAD: '1 Example Road, Shanghai · 021-5555 0100',
        REDRESS_DIRECTORY_FILE: directoryFile,
        REDRESS_ATTACHMENT_DIR: join(this.home, 'attachments'),
      },
      databaseUrls,
    );

    const ofService = (name: ServiceName) =>
      this.services.filter(({ process }) => process.service === name).map(({ process }) => process);
    const replicas = perService((name) => ofService(name).map(({ url }) => url));
    const operationsReplicas = perService((name) => ofService(name).map(({ operationsUrl }) => operationsUrl));
    const urls = perService((name) => replicas[name][0] ?? '');
    const operationsUrls = perService((name) => operationsReplicas[name][0] ?? '');
    const endpoints: Endpoints = {
      startedAt: new Date().toISOString(),
      infrastructure: infrastructure.kind,
      brokers: infrastructure.brokers,
      topicPrefix: this.topicPrefix,
      services: urls,
      replicas,
      operations: operationsUrls,
      operationsReplicas,
      databases: databaseUrls,
      issuer: provider.issuer,
      audience: AUDIENCE,
      mail: { http: mail.url, smtp: mail.smtpUrl },
      sms: { http: sms.url },
      clock,
      organisationId: directory.organisationId,
      users: directory.staff
        .filter((member) => member.kind === 'STAFF' && member.active)
        .map(({ id, name, roles, unitId }) => ({ id, name, roles, unitId })),
      clients: clients.map(({ id }) => ({
        id,
        secret: secrets.clientSecrets[id] ?? '',
        scopes: CLIENT_SCOPES[id] ?? [],
      })),
      sources: directory.sources
        .filter(({ active }) => active)
        .map(({ id, keyIds }) => ({ id, key: secrets.sourceKeys[keyIds[0] ?? ''] ?? '' })),
      sampleSubmission: SAMPLE_SUBMISSION,
      submissionRecord: { topic: `${this.topicPrefix}${SUBMISSION_TOPIC}`, headers: { ...SUBMISSION_HEADERS } },
    };
    const endpointsFile = join(this.home, 'endpoints.json');
    writeRecord(endpointsFile, endpoints);
    this.undo.push(() => removeRecord(endpointsFile));

    const find = (name: ServiceName, replica = 0): RunningService => {
      const found = this.services.find(({ process }) => process.service === name && process.replica === replica);
      if (!found) throw new Error(`There is no replica ${replica} of ${name}`);
      return found;
    };
    const tokens = new Map<string, Promise<ObtainedToken>>();
    const remembered = async (key: string, obtain: () => Promise<ObtainedToken>): Promise<string> => {
      const known = await tokens.get(key)?.catch(() => undefined);
      if (known && known.expiresAt.getTime() > Date.now() + TOKEN_MARGIN_MS) return known.accessToken;
      const fresh = obtain();
      tokens.set(key, fresh);
      return (await fresh).accessToken;
    };
    return {
      infrastructure,
      urls,
      operationsUrls,
      issuer: provider.issuer,
      mail,
      sms,
      topicPrefix: this.topicPrefix,
      databaseUrls,
      endpoints,
      endpointsFile,
      service: (name, replica) => find(name, replica).process,
      env: (name, replica) => find(name, replica).environment,
      tokenFor: (user) => remembered(user, () => obtainToken(provider.issuer, user)),
      clientToken: (id) =>
        remembered(id, () => obtainClientToken(provider.issuer, id, secrets.clientSecrets[id] ?? '')),
      stop: () => this.stop(),
    };
  }

  /** In reverse order of the start; one failure does not keep the rest running. */
  async stop(): Promise<void> {
    for (const undo of this.undo.splice(0).reverse()) {
      try {
        await undo();
      } catch (error) {
        this.report({ kind: 'notice', text: `while stopping: ${(error as Error).message}` });
      }
    }
  }

  private async lock(): Promise<() => void> {
    try {
      return await acquireFileLock(join(this.home, 'launch.lock'), 0);
    } catch (error) {
      if (!(error instanceof FileLockHeld)) throw error;
      throw new Error(
        `Redress runs already in ${this.home} (process ${error.pid}). Stop it first, or choose another folder.`,
        { cause: error },
      );
    }
  }

  private step<T>(name: string, work: () => Promise<T>, detail?: (result: T) => string): Promise<T> {
    this.options.signal?.throwIfAborted();
    return step(this.report, name, work, detail);
  }

  private get servicesRecord(): string {
    return join(this.home, 'services.json');
  }

  /** Services outlive a launcher that was killed; they would consume beside the new ones. */
  private async stopOrphans(): Promise<void> {
    const record = readRecord<{ processes: Array<{ pid: number; main: string }> }>(this.servicesRecord);
    const orphans = record?.processes.filter(({ pid, main }) => isServer(pid, main)) ?? [];
    if (orphans.length > 0) {
      this.report({ kind: 'notice', text: `stopping ${orphans.length} services of a run that was killed` });
      await Promise.all(orphans.map(({ pid }) => stopProcess(pid, 'SIGTERM', 25_000)));
    }
    removeRecord(this.servicesRecord);
  }

  private recordServices(): void {
    const processes = this.services.flatMap(({ process: { pid, main } }) => (pid === undefined ? [] : [{ pid, main }]));
    if (processes.length > 0) writeRecord(this.servicesRecord, { processes });
    else removeRecord(this.servicesRecord);
  }

  private async dropFiles(runDir: string): Promise<void> {
    if (!this.options.infrastructure) {
      await new EmbeddedPostgres({ dataDir: join(runDir, 'postgres') }).stopStale();
      await new EmbeddedKafka({ dataDir: join(runDir, 'kafka') }).stopStale();
      for (const part of ['postgres', 'kafka'] as const) await new ContainerServer(part, runDir).stop();
      rmSync(runDir, { recursive: true, force: true });
    }
    for (const folder of ['attachments', 'logs']) rmSync(join(this.home, folder), { recursive: true, force: true });
  }

  private async dropFromServers(infrastructure: Infrastructure): Promise<void> {
    for (const name of SERVICES) await dropDatabase(infrastructure.postgresAdminUrl, `${this.databasePrefix}${name}`);
    await withAdmin(infrastructure.brokers, async (admin) => {
      const ours = new Set(SERVICES.map((name) => `${this.topicPrefix}redress-${name}`));
      const groups = (await admin.listGroups()).groups.map(({ groupId }) => groupId).filter((id) => ours.has(id));
      if (groups.length > 0) await admin.deleteGroups(groups);
      await deleteTopics(admin, this.topicPrefix);
    });
  }

  private async port(what: string, preferred: number): Promise<number> {
    if (this.options.ports === 'any') return freePort();
    const port = await freePort(preferred);
    if (port !== preferred)
      this.report({ kind: 'notice', text: `port ${preferred} is taken; ${what} listens on ${port}` });
    return port;
  }

  private async startServices(shared: NodeJS.ProcessEnv, databaseUrls: Record<ServiceName, string>): Promise<void> {
    this.undo.push(() => this.stopServices());
    mkdirSync(join(this.home, 'attachments'), { recursive: true });
    // Ports first: public addresses are part of the settings of others.
    const ports: Array<{ service: ServiceName; replica: number; port: number; operationsPort: number }> = [];
    for (const [index, service] of SERVICES.entries()) {
      for (let replica = 0; replica < (this.options.replicas?.[service] ?? 1); replica++) {
        const port = await this.port(service, FIXED_PORTS.firstService + index + 10 * replica);
        const operationsPort = await this.port(
          `${service} (operations)`,
          FIXED_PORTS.firstOperations + index + 10 * replica,
        );
        ports.push({ service, replica, port, operationsPort });
      }
    }
    const portOf = (name: ServiceName) => ports.find(({ service }) => service === name)?.port;
    for (const { service, replica, port, operationsPort } of ports) {
      const environment: NodeJS.ProcessEnv = {
        ...shared,
        REDRESS_DATABASE_URL: databaseUrls[service],
        REDRESS_HTTP_PORT: String(port),
        REDRESS_OPERATIONS_PORT: String(operationsPort),
        REDRESS_PUBLIC_URL: `http://127.0.0.1:${portOf('resolution')}`,
        REDRESS_MAILBOX_URL: `http://127.0.0.1:${portOf('notification')}`,
        REDRESS_QUESTIONS_URL: `http://127.0.0.1:${portOf('investigation')}`,
        ...this.options.environment?.all,
        ...this.options.environment?.[service],
      };
      // Analytics never holds personal data, so it gets no key to unseal any.
      if (service === 'analytics') delete environment['REDRESS_KEY_RING'];
      // Only who checks signatures knows the keys.
      if (service !== 'intake') delete environment['REDRESS_SOURCE_KEYS'];
      const process = new ServiceProcess({
        service,
        replica,
        main: this.options.mainOf?.(service) ?? join(workspaceRoot(), 'services', service, 'dist', 'main.js'),
        url: `http://127.0.0.1:${port}`,
        operationsUrl: `http://127.0.0.1:${operationsPort}`,
        logFile: join(this.home, 'logs', `${service}${replica === 0 ? '' : `-${replica + 1}`}.log`),
        environment,
        onCrash: (crashed, how) =>
          this.report({
            kind: 'notice',
            text: `${crashed.service} ended unexpectedly (${how}) and is restarted; see ${crashed.logFile}`,
          }),
        onChange: () => this.recordServices(),
      });
      this.services.push({ process, environment });
    }
    await Promise.all(
      this.services.map(({ process }) =>
        this.step(
          process.replica === 0 ? process.service : `${process.service} (${process.replica + 1})`,
          async () => {
            await process.start();
            await process.ready(READY_TIMEOUT_MS, this.options.signal);
          },
          () => process.url,
        ),
      ),
    );
    if (this.options.supervise !== false) for (const { process } of this.services) process.supervise();
  }

  private async stopServices(): Promise<void> {
    await Promise.all(this.services.map(({ process }) => process.stop()));
    removeRecord(this.servicesRecord);
  }
}

function perService<T>(value: (name: ServiceName) => T): Record<ServiceName, T> {
  return Object.fromEntries(SERVICES.map((name) => [name, value(name)])) as Record<ServiceName, T>;
}

function clockSetting(clock: NonNullable<LaunchOptions['clock']>): string {
  if (clock === 'real') return 'real';
  // One instant for all services: each would otherwise begin at its own start.
  return `driven:${(clock === 'driven' ? new Date() : clock.drivenFrom).toISOString()}`;
}

/** The administrator's address of the database server is not for services. */
function passedOn(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { REDRESS_POSTGRES_URL: _admin, ...rest } = environment;
  return rest;
}

async function deleteTopics(admin: Admin, prefix: string): Promise<void> {
  const ours = new Set(TOPIC_NAMES.map((name) => prefix + name));
  const topics = (await admin.listTopics()).filter((name) => ours.has(name));
  if (topics.length > 0) await admin.deleteTopics({ topics });
}

async function withAdmin<T>(brokers: string[], work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Kafka({ clientId: 'redress-launcher', brokers, logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
