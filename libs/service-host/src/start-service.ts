import './problems';
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { privacyKey, type ServiceName } from '@redress/contracts';
import { createHttpApp, HttpModule, SeenGate, type HttpApp } from '@redress/http';
import { Custody, RequestDesk } from '@redress/lifecycle';
import { KafkaConnection, Messaging, Parking, PausePartition } from '@redress/messaging';
import { createLogger, HealthRegistry, Metrics, type CheckResult, type Logger } from '@redress/observability';
import { Outbox } from '@redress/outbox';
import { Database } from '@redress/persistence';
import { PackRegistry, UnknownPack } from '@redress/policy';
import { Directory, InMemoryDirectory, KeyRing, TokenVerifier } from '@redress/security';
import { BusinessClock, CalendarRegistry, DrivenClock, RealClock, UnknownCalendar } from '@redress/time';
import { IdleController } from './clock/idle.controller';
import { StoredDrivenClock } from './clock/stored-driven-clock';
import { IdleRegistry } from './idle-registry';
import { LOGGER } from './logger-token';
import { Housekeeping } from './operations/housekeeping.work';
import { parkedEventsController } from './operations/parked-events.controller';
import { DirectoryWatch } from './policy-feed/directory-watch.work';
import { Feeds } from './policy-feed/feeds';
import { KeepCalendars, KeepDirectory, KeepPacks } from './policy-feed/keep-feeds.consumer';
import { RefreshFeeds } from './policy-feed/refresh-feeds.work';
import { recordSealer } from './operations/record-sealer';
import type { OwnDocuments } from './read-back/own-documents';
import { readBackConsumer } from './read-back/read-back.consumer';
import { OWN_DOCUMENTS, RepairDocuments } from './read-back/repair-documents.work';
import { AnswerRequests } from './requests/answer-requests.consumer';
import { ServiceConfig, type Environment } from './service-config';
import { tablesOf } from './service-data-source';
import type { ServiceDefinition } from './service-definition';
import { KeepDataKeys, keepDossiers } from './vault/keep-sealed-copies.consumer';
import { OwnDataKeys, OwnDossiers } from './vault/own-sealed-documents';
import { Vault } from './vault/vault';
import type { Worker } from './worker';

const OPEN_REQUEST_ALARM_SECONDS = 300;

/** Runs in every replica, also when a test steps the rest by hand. */
const ALWAYS = [RefreshFeeds, DirectoryWatch, Housekeeping];

export interface StartOptions {
  /** Whether spans are recorded; see `startTracing`. */
  readonly isTraced?: boolean;
  readonly logger?: Logger;
  /** Called when the process should end and be started again. Default: a log line and exit code 1. */
  readonly onFatal?: (reason: Error) => void;
  /** Leave background work (relay, workers) to the caller, who steps it. For tests. */
  readonly manual?: boolean;
}

/** A running service. */
export interface RunningService {
  /** Base URL. */
  readonly url: string;
  readonly app: HttpApp;
  readonly database: Database;
  readonly messaging: Messaging;
  /** A provider of the service, by its class. */
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T;
  /** Ends in order: workers, requests, consumers, relay, database. Safe to call twice. */
  stop(): Promise<void>;
}

@Module({})
class PlatformModule {
  static with(providers: readonly Provider[]): DynamicModule {
    return { module: PlatformModule, global: true, providers: [...providers], exports: [...providers].map(tokenOf) };
  }
}

@Module({})
class ServiceModule {}

function tokenOf(provider: Provider): Type | symbol {
  return (typeof provider === 'function' ? provider : provider.provide) as Type;
}

/**
 * Starts a service in this process.
 * @param environment settings, see the README
 * @throws InvalidSetting, or whatever keeps database, broker or module from starting
 */
export async function startService<S extends ServiceName>(
  definition: ServiceDefinition<S>,
  environment: Environment,
  options: StartOptions = {},
): Promise<RunningService> {
  const config = new ServiceConfig(environment);
  const logger =
    options.logger ?? createLogger({ service: definition.name, level: config.text('REDRESS_LOG_LEVEL', 'info') });
  const host = new ServiceHost(definition, config, logger, options);
  try {
    return await host.start();
  } catch (error) {
    await host.stop().catch(() => undefined);
    throw error;
  }
}

class ServiceHost<S extends ServiceName> implements RunningService {
  readonly database: Database;
  private readonly metrics: Metrics;
  private readonly health = new HealthRegistry();
  private readonly idle = new IdleRegistry();
  private readonly feeds: Feeds;
  private readonly outbox: Outbox;
  private readonly custody: Custody<S>;
  private readonly readsBack: ServiceDefinition['readsBack'] & object;
  private readonly workers: Worker[] = [];
  private clock: BusinessClock = new RealClock();
  private running: { app: HttpApp; messaging: Messaging; url: string } | undefined;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly definition: ServiceDefinition<S>,
    private readonly config: ServiceConfig,
    private readonly logger: Logger,
    private readonly options: StartOptions,
  ) {
    const { name } = definition;
    this.metrics = new Metrics(name);
    this.database = new Database({
      url: config.text('REDRESS_DATABASE_URL'),
      poolSize: config.integer('REDRESS_DATABASE_POOL', 8, { min: 2, max: 200 }),
      applicationName: `redress-${name}`,
      ...tablesOf(definition),
      logger,
      onConnectionError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
    });
    this.outbox = new Outbox(name);
    this.custody = new Custody(name, this.outbox);
    this.readsBack = [...(definition.readsBack ?? []), ...this.sealedDocuments()];
    this.feeds = new Feeds(this.database, new PackRegistry(), new CalendarRegistry(), new InMemoryDirectory(), logger);
  }

  get url(): string {
    return this.started.url;
  }

  get app(): HttpApp {
    return this.started.app;
  }

  get messaging(): Messaging {
    return this.started.messaging;
  }

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.started.app.app.get(token as Type<T>);
  }

  async start(): Promise<RunningService> {
    const { config, definition, feeds, logger } = this;
    const issuer = config.url('REDRESS_OIDC_ISSUER');
    const keyRing = definition.keys === false ? undefined : KeyRing.fromEnvironment(config.text('REDRESS_KEY_RING'));
    await this.database.open();
    await feeds.refresh();
    this.clock = await this.openClock();
    const kafka = new KafkaConnection({
      brokers: config.list('REDRESS_KAFKA_BROKERS'),
      clientId: `redress-${definition.name}`,
      topicPrefix: config.optional('REDRESS_TOPIC_PREFIX') ?? '',
      logger,
    });
    const messaging = new Messaging({
      service: definition.name,
      database: this.database,
      kafka,
      outbox: this.outbox,
      custody: this.custody,
      logger,
      metrics: this.metrics,
      onFatal: (reason) => this.fatal(reason),
      isTraced: this.options.isTraced ?? false,
      waitsFor: (error) =>
        error instanceof UnknownPack || error instanceof UnknownCalendar
          ? new PausePartition(error.message)
          : undefined,
      ...(keyRing ? { sealer: recordSealer(keyRing) } : {}),
    });
    const app = await createHttpApp(this.moduleOf(messaging, issuer, keyRing), {
      logger,
      trustProxy: config.optional('REDRESS_TRUST_PROXY')?.split(',') ?? false,
    });
    this.running = { app, messaging, url: '' };
    app.app.connectMicroservice({ strategy: messaging.server });
    this.registerHealth(messaging, app.app.get(DirectoryWatch));
    this.registerIdle(messaging);
    await app.init();
    await app.app.startAllMicroservices();
    this.startWorkers(app, ALWAYS);
    if (!this.options.manual) {
      messaging.relay.start();
      this.startWorkers(app, [...definition.workers, ...(this.readsBack.length > 0 ? [RepairDocuments] : [])]);
    }
    const url = await app.listen(
      config.text('REDRESS_HTTP_HOST', '127.0.0.1'),
      config.integer('REDRESS_HTTP_PORT', 0, { min: 0, max: 65_535 }),
    );
    this.running = { app, messaging, url };
    logger.info({ url }, 'listening');
    return this;
  }

  stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  private get started(): { app: HttpApp; messaging: Messaging; url: string } {
    if (!this.running) throw new Error('The service is not started');
    return this.running;
  }

  private startWorkers(app: HttpApp, workers: readonly Type<Worker>[]): void {
    for (const worker of workers) {
      const instance = app.app.get<Worker>(worker);
      instance.start();
      this.workers.push(instance);
    }
  }

  private async shutDown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await this.feeds.settled();
    await this.running?.app.close();
    await this.running?.messaging.stop();
    if (this.clock instanceof StoredDrivenClock) await this.clock.settled();
    await this.database.close();
  }

  private async openClock(): Promise<BusinessClock> {
    const wish = this.config.clock();
    if (wish.kind === 'real') return new RealClock();
    return StoredDrivenClock.open(this.database, wish.startsAt, (error) =>
      this.logger.error({ err: error }, 'the driven clock could not be stored'),
    );
  }

  private moduleOf(messaging: Messaging, issuer: string, keyRing: KeyRing | undefined): DynamicModule {
    const { config, definition } = this;
    const isDriven = this.clock instanceof DrivenClock;
    const desk = new RequestDesk(this.custody, this.outbox, () => this.clock.now());
    this.metrics.observedGauge(
      {
        name: 'open_requests_oldest_seconds',
        help: `Age of the oldest unanswered request; alarm at ${OPEN_REQUEST_ALARM_SECONDS}`,
      },
      () => desk.oldestOpenSeconds(this.database),
    );
    const provided: Provider[] = [
      value(Database, this.database),
      value(Outbox, this.outbox),
      value(Custody, this.custody),
      value(RequestDesk, desk),
      value(BusinessClock, this.clock),
      value(Directory, this.feeds.directory),
      value(PackRegistry, this.feeds.packs),
      value(CalendarRegistry, this.feeds.calendars),
      value(Feeds, this.feeds),
      value(ServiceConfig, config),
      value(IdleRegistry, this.idle),
      value(HealthRegistry, this.health),
      value(Metrics, this.metrics),
      value(Messaging, messaging),
      value(Parking, messaging.parking),
      value(SeenGate, messaging.progress),
      value(TokenVerifier, new TokenVerifier({ issuer, audience: config.text('REDRESS_OIDC_AUDIENCE', 'redress') })),
      { provide: LOGGER, useValue: this.logger },
    ];
    if (keyRing) {
      provided.push(
        value(KeyRing, keyRing),
        value(Vault, new Vault(definition.name, keyRing, this.outbox, definition.vault?.writes)),
      );
    }
    const workers = definition.workers.filter((worker) => !definition.providers.includes(worker));
    return {
      module: ServiceModule,
      imports: [
        PlatformModule.with(provided),
        ScheduleModule.forRoot(),
        HttpModule.forRoot({
          title: definition.title,
          description: definition.description,
          version: '1.0.0',
          drivenClock: isDriven,
          checkAnswers: config.optional('REDRESS_CHECK_ANSWERS') === 'true',
        }),
      ],
      controllers: [
        ...definition.controllers,
        ...definition.consumers,
        ...this.hostConsumers(),
        ...this.readsBack.map(readBackConsumer),
        ...(isDriven ? [IdleController] : []),
        parkedEventsController(definition.name),
      ],
      providers: [...definition.providers, ...workers, ...ALWAYS, ...this.repair()],
    };
  }

  private hostConsumers(): Type[] {
    const { follows, vault } = this.definition;
    return [
      KeepDirectory,
      AnswerRequests,
      ...(follows.packs ? [KeepPacks] : []),
      ...(follows.calendars ? [KeepCalendars] : []),
      ...(vault?.dataKeys === 'copies' ? [KeepDataKeys] : []),
      ...(vault?.copies ?? []).map(keepDossiers),
    ];
  }

  /** What this service publishes sealed and can look up in its vault. */
  private sealedDocuments(): NonNullable<ServiceDefinition['readsBack']> {
    const { vault } = this.definition;
    return [
      ...(vault?.writes ? [{ topic: vault.writes.topic, provider: OwnDossiers }] : []),
      ...(vault?.dataKeys === 'issues' ? [{ topic: privacyKey.topic, provider: OwnDataKeys }] : []),
    ];
  }

  private repair(): Provider[] {
    if (this.readsBack.length === 0) return [];
    const inject = this.readsBack.map(({ provider }) => provider);
    const dossiers = this.definition.vault?.writes;
    return [
      ...(dossiers ? [value(OwnDossiers, new OwnDossiers(dossiers, this.clock))] : []),
      OwnDataKeys,
      { provide: OWN_DOCUMENTS, inject, useFactory: (...documents: OwnDocuments[]) => documents },
      RepairDocuments,
    ];
  }

  private registerHealth(messaging: Messaging, directory: DirectoryWatch): void {
    this.health.register('database', async () => {
      await this.database.query('select 1');
      return { ok: true };
    });
    messaging.registerHealth(this.health);
    this.health.register('directory', () => directory.health());
    if (this.definition.follows.packs) {
      this.health.register('packs', () => Promise.resolve(this.packsHealth()));
    }
  }

  private packsHealth(): CheckResult {
    const { packs, unusable } = this.feeds;
    if (packs.all().length === 0) return { ok: false, detail: 'no policy pack is known' };
    return unusable.length === 0 ? { ok: true } : { ok: true, detail: `not usable: ${unusable.join(', ')}` };
  }

  /** After the workers have registered theirs: what a worker has finished is in the outbox when that is counted. */
  private registerIdle(messaging: Messaging): void {
    this.idle.register('outbox', () => messaging.relay.depth());
    this.idle.register('lag', () => messaging.runtime.behind(), { costly: true });
  }

  private fatal(reason: Error): void {
    this.health.fail(reason.name);
    if (this.options.onFatal) return this.options.onFatal(reason);
    this.logger.fatal({ err: reason }, 'the process cannot go on');
    process.exitCode = 1;
    void this.stop().finally(() => process.exit(1));
  }
}

function value(token: unknown, useValue: unknown): Provider {
  return { provide: token as Type, useValue };
}
