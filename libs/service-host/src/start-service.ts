import './problems';
import { isIPv4 } from 'node:net';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import type { ServiceName } from '@redress/contracts';
import { createHttpApp, HttpModule, type HttpApp } from '@redress/http';
import { Messaging } from '@redress/messaging';
import { createLogger, HealthRegistry, type Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { IdleController } from './clock/idle.controller';
import { Housekeeping } from './operations/housekeeping.work';
import { ProcessModule } from './process/process.module';
import { ServiceProcess } from './process/service-process';
import { ServiceConfig, type Environment } from './service-config';
import type { ServiceDefinition } from './service-definition';
import { Worker } from './worker';

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
  /** Base URL for users. */
  readonly url: string;
  /** Base URL for those who run it: health, metrics, documentation, parked events, the driven clock. */
  readonly operationsUrl: string;
  readonly app: HttpApp;
  readonly database: Database;
  readonly messaging: Messaging;
  /** A provider of the service, by its class. */
  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T;
  /** Ends in order: workers, requests, consumers, relay, database. Safe to call twice. */
  stop(): Promise<void>;
}

@Module({})
class RootModule {}

interface Running {
  readonly app: HttpApp;
  readonly url: string;
  readonly operationsUrl: string;
}

const ANY_PORT = { min: 0, max: 65_535 } as const;

/** Whether only programs of the same machine reach who listens there. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
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

class ServiceHost extends ServiceProcess implements RunningService {
  private readonly workers: Worker[] = [];
  private readonly ends: (() => Promise<unknown>)[] = [];
  private running: Running | undefined;
  private stopping: Promise<void> | undefined;

  constructor(
    readonly definition: ServiceDefinition,
    private readonly config: ServiceConfig,
    private readonly logger: Logger,
    private readonly options: StartOptions,
  ) {
    super();
  }

  get url(): string {
    return this.started.url;
  }

  get operationsUrl(): string {
    return this.started.operationsUrl;
  }

  get app(): HttpApp {
    return this.started.app;
  }

  get database(): Database {
    return this.get(Database);
  }

  get messaging(): Messaging {
    return this.get(Messaging);
  }

  get isTraced(): boolean {
    return this.options.isTraced ?? false;
  }

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.started.app.app.get(token as Type<T>);
  }

  async start(): Promise<RunningService> {
    const { config, logger } = this;
    const host = config.text('REDRESS_HTTP_HOST', '127.0.0.1');
    const trustProxy = config.trustedProxies();
    if (trustProxy === false && !isLoopback(host)) {
      logger.warn(
        { host },
        'REDRESS_TRUST_PROXY is not set while the service listens for others: behind a proxy all visitors count as one. Name the proxies, or set it to loopback when there are none',
      );
    }
    const app = await createHttpApp(this.rootModule(), { logger, trustProxy });
    this.running = { app, url: '', operationsUrl: '' };
    app.app.connectMicroservice({ strategy: this.messaging.server });
    await app.init();
    await app.app.startAllMicroservices();
    logger.info({ subscriptions: this.messaging.subscriptionList }, 'subscribed');
    if (!this.options.manual) this.messaging.relay.start();
    this.startWorkers(app);
    const operationsUrl = await app.listenForOperations(
      config.text('REDRESS_OPERATIONS_HOST', '127.0.0.1'),
      config.integer('REDRESS_OPERATIONS_PORT', 0, ANY_PORT),
    );
    const url = await app.listen(host, config.integer('REDRESS_HTTP_PORT', 0, ANY_PORT));
    this.running = { app, url, operationsUrl };
    logger.info({ url, operationsUrl }, 'listening');
    return this;
  }

  stop(): Promise<void> {
    this.stopping ??= this.shutDown();
    return this.stopping;
  }

  atEnd(end: () => Promise<unknown>): void {
    this.ends.push(end);
  }

  fatal(reason: Error): void {
    this.get(HealthRegistry).fail(reason.name);
    if (this.options.onFatal) return this.options.onFatal(reason);
    this.logger.fatal({ err: reason }, 'the process cannot go on');
    process.exitCode = 1;
    void this.stop().finally(() => process.exit(1));
  }

  private get started(): Running {
    if (!this.running) throw new Error('The service is not started');
    return this.running;
  }

  private rootModule(): DynamicModule {
    const { config, definition } = this;
    const { title, description } = definition;
    const isDriven = config.clock().kind === 'driven';
    return {
      module: RootModule,
      imports: [
        ProcessModule.of(this, config, this.logger),
        ScheduleModule.forRoot(),
        HttpModule.forRoot({
          title,
          description,
          version: '1.0.0',
          drivenClock: isDriven,
          checkAnswers: config.optional('REDRESS_CHECK_ANSWERS') === 'true',
        }),
        definition.module,
      ],
      controllers: isDriven ? [IdleController] : [],
      providers: [Housekeeping],
    };
  }

  private startWorkers({ app }: HttpApp): void {
    const modules = [...app.get(ModulesContainer).values()];
    const providers = modules.flatMap((module) =>
      [...module.providers.values()].map(({ instance }) => instance as unknown),
    );
    for (const worker of new Set(providers)) {
      if (!(worker instanceof Worker) || (this.options.manual && !worker.runsAlways)) continue;
      worker.start();
      this.workers.push(worker);
    }
  }

  private async shutDown(): Promise<void> {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await this.running?.app.close();
    const failures: unknown[] = [];
    for (const end of this.ends.splice(0).reverse()) await end().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
