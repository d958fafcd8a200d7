import { Module, type DynamicModule } from '@nestjs/common';
import { HealthRegistry, Metrics, type Logger, type MetricsOptions } from '@redress/observability';
import { withStatementTimeout } from '@redress/persistence';
import { IdleRegistry } from '../idle-registry';
import { LOGGER } from '../logger-token';
import { ServiceConfig } from '../service-config';
import { ServiceProcess } from './service-process';

/** Scrapes cost one run of statements in five seconds, on one connection, and none of them takes longer than two. */
const MEASURED: MetricsOptions = {
  measuredHoldsMs: 5_000,
  measuredWithin: (run) => withStatementTimeout(2_000, run),
};

/** What a process has before its modules: environment, logger, health, metrics. The host makes one for each start. */
@Module({})
export class ProcessModule {
  static of(process: ServiceProcess, config: ServiceConfig, logger: Logger): DynamicModule {
    return {
      module: ProcessModule,
      global: true,
      providers: [
        { provide: ServiceProcess, useValue: process },
        { provide: ServiceConfig, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: Metrics, useFactory: () => new Metrics(process.definition.name, MEASURED) },
        HealthRegistry,
        IdleRegistry,
      ],
      exports: [ServiceProcess, ServiceConfig, LOGGER, Metrics, HealthRegistry, IdleRegistry],
    };
  }
}
