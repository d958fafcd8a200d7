import { ServiceDataSource } from '@redress/persistence';
import { type ServiceDefinition, tablesOf } from '@redress/service-host';
import { testInfrastructure } from '@redress/testing';

/** Columns, indexes and constraints, one line each. */
const SHAPE = `
  select line from (
    select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public'
    union all select indexdef from pg_indexes where schemaname = 'public'
    union all select format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace) shape
  where line not like '%schema_migration%' order by line`;

/** What stands in a database after its migrations have run, were reverted one by one, and have run again. */
export interface UpDownUp {
  readonly up: readonly string[];
  readonly down: readonly string[];
  readonly again: readonly string[];
}

/** Takes a database through all migrations of a service, back and up again. */
export async function upDownUp(
  definition: Pick<ServiceDefinition, 'name' | 'migrations' | 'entities'>,
): Promise<UpDownUp> {
  const suite = await testInfrastructure();
  const tables = tablesOf(definition);
  const dataSource = new ServiceDataSource({
    url: await suite.databaseUrl(`migrations_${definition.name}`),
    applicationName: 'migrations-spec',
    poolSize: 2,
    logger: { debug: () => undefined, warn: () => undefined },
    ...tables,
  });
  const shape = async () => (await dataSource.query<{ line: string }[]>(SHAPE)).map(({ line }) => line);
  try {
    await dataSource.initialize();
    await dataSource.runMigrations();
    const up = await shape();
    for (const _ of tables.migrations) await dataSource.undoLastMigration();
    const down = await shape();
    await dataSource.runMigrations();
    return { up, down, again: await shape() };
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await suite.cleanup();
  }
}
