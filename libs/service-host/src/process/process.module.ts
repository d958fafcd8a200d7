import { Module, type DynamicModule } from '@nestjs/common';
import { HealthRegistry, Metrics, type Logger } from '@redress/observability';
import { IdleRegistry } from '../idle-registry';
import { LOGGER } from '../logger-token';
import { ServiceConfig } from '../service-config';
import { ServiceProcess } from './service-process';

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
        { provide: Metrics, useFactory: () => new Metrics(process.definition.name) },
        HealthRegistry,
        IdleRegistry,
      ],
      exports: [ServiceProcess, ServiceConfig, LOGGER, Metrics, HealthRegistry, IdleRegistry],
    };
  }
}
