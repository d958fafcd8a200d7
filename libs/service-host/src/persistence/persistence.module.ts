import { Global, Module } from '@nestjs/common';
import { HealthRegistry, type Logger } from '@redress/observability';
import { Database } from '@redress/persistence';
import { LOGGER } from '../logger-token';
import { ServiceProcess } from '../process/service-process';
import { ServiceConfig } from '../service-config';
import { tablesOf } from '../service-data-source';

/** The database of the service, open and with its tables as this release has them. */
@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [ServiceProcess, ServiceConfig, LOGGER],
      useFactory: async (process: ServiceProcess, config: ServiceConfig, logger: Logger) => {
        const database = new Database({
          url: config.text('REDRESS_DATABASE_URL'),
          poolSize: config.integer('REDRESS_DATABASE_POOL', 8, { min: 2, max: 200 }),
          statementTimeoutMs: config.integer('REDRESS_STATEMENT_TIMEOUT_MS', 30_000, { min: 100, max: 3_600_000 }),
          applicationName: `redress-${process.definition.name}`,
          ...tablesOf(process.definition),
          logger,
          onConnectionError: (error) => logger.warn({ err: error }, 'a database connection was lost'),
        });
        process.atEnd(() => database.close());
        await database.open();
        return database;
      },
    },
  ],
  exports: [Database],
})
export class PersistenceModule {
  constructor(database: Database, health: HealthRegistry) {
    health.register('database', async () => {
      await database.query('select 1');
      return { ok: true };
    });
  }
}
