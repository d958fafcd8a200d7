import { ServiceDataSource, type ServiceDataSourceOptions } from '@redress/persistence';
import { DrivenClockEntity } from './clock/driven-clock.entity';
import { platformMigrations } from './platform-migrations';
import { ServiceConfig } from './service-config';
import type { ServiceDefinition } from './service-definition';

type Tables = Pick<ServiceDefinition, 'name' | 'migrations' | 'entities'>;

/** The tables of a service: those that every service has, and its own after them. */
export function tablesOf({
  migrations,
  entities = [],
}: Tables): Required<Pick<ServiceDataSourceOptions, 'migrations' | 'entities'>> {
  return { migrations: [...platformMigrations, ...migrations], entities: [DrivenClockEntity, ...entities] };
}

/**
 * The data source of a service for TypeORM's command line, on the database of `REDRESS_DATABASE_URL`. The definition is
 * read, the service is not started.
 * @throws InvalidSetting
 */
export function commandLineDataSource(definition: Tables): ServiceDataSource {
  return new ServiceDataSource({
    url: new ServiceConfig(process.env).text('REDRESS_DATABASE_URL'),
    applicationName: `redress-${definition.name}-migrate`,
    poolSize: 2,
    ...tablesOf(definition),
  });
}
