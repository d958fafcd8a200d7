import pg from 'pg';
import { DataSource, type Logger, type Migration, MigrationExecutor, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;
/** A class with `@Entity`. */
export type EntityClass = new () => object;

export interface ServiceDataSourceOptions {
  /** `postgres://role:password@host:port/database` */
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** In the order in which they run; class names end in a 13-digit number that grows along the list. */
  readonly migrations: readonly MigrationClass[];
  /** Tables that repositories read and write; the others are reached by SQL alone. */
  readonly entities?: readonly EntityClass[];
  /** Connections at most. Default 8. */
  readonly poolSize?: number;
  /** A client that stays silent inside a transaction for longer loses it, and with it its locks. Default 5,000 ms. */
  readonly idleInTransactionTimeoutMs?: number;
  /** A statement that runs for longer is given up by the server; 0 or none: never. Migrations have no limit. */
  readonly statementTimeoutMs?: number;
  /** Called with errors of idle connections, for example when the server restarts. */
  readonly onConnectionError?: (error: Error) => void;
  /** Told what migrations do. Default: TypeORM writes to the console. */
  readonly logger?: DataSourceLogger;
}

/** What a data source needs of a logger. */
export interface DataSourceLogger {
  debug(message: string): void;
  warn(message: string): void;
}

/** Number under which all replicas of a service queue to migrate; any constant does, it is scoped to the database. */
const MIGRATION_LOCK = 7_301_559;
const TIMESTAMP_DIGITS = 13;
const CONNECTION_TIMEOUT_MS = 5_000;

/** Statements are sent without waiting for the answers of earlier ones. */
const PIPELINED = { pipeline: true };
/** The data of a service are in memory or on a solid-state disk: a page by index costs little more than the next page. */
const RANDOM_PAGE_COST = 1.1;

/**
 * TypeORM's data source as services and TypeORM's command line use it: a pool of pipelined connections, and migrations
 * that run once, however many replicas and operators start them together.
 */
export class ServiceDataSource extends DataSource {
  /** @throws Error when migrations would not run in the order of their list */
  constructor(options: ServiceDataSourceOptions) {
    const { idleInTransactionTimeoutMs = 5_000, statementTimeoutMs = 0, logger, migrations } = options;
    mustBeInOrder(migrations);
    super({
      type: 'postgres',
      driver: pg,
      url: options.url,
      applicationName: options.applicationName,
      poolSize: options.poolSize ?? 8,
      connectTimeoutMS: CONNECTION_TIMEOUT_MS,
      poolErrorHandler: (error: Error) => options.onConnectionError?.(error),
      installExtensions: false,
      entities: [...(options.entities ?? [])],
      migrations: [...migrations],
      migrationsTableName: 'schema_migration',
      migrationsTransactionMode: 'each',
      ...(logger ? { logger: new QuietLogger(logger) } : {}),
      extra: {
        ...PIPELINED,
        options: [
          `-c idle_in_transaction_session_timeout=${idleInTransactionTimeoutMs}`,
          `-c statement_timeout=${statementTimeoutMs}`,
          `-c random_page_cost=${RANDOM_PAGE_COST}`,
        ].join(' '),
      },
    });
  }

  /** The pool behind the data source, once it is initialised. */
  get pool(): pg.Pool {
    return (this.driver as unknown as { readonly master: pg.Pool }).master;
  }

  /**
   * Runs what is missing, each migration in a transaction of its own with its row in `schema_migration`.
   * @throws DraftDatabase when other migrations than these made the tables
   */
  override runMigrations(
    options: { transaction?: 'all' | 'none' | 'each'; fake?: boolean } = {},
  ): Promise<Migration[]> {
    return this.alone(options, (executor) => executor.executePendingMigrations());
  }

  /** Reverts the migration that ran last. */
  override undoLastMigration(options: { transaction?: 'all' | 'none' | 'each'; fake?: boolean } = {}): Promise<void> {
    return this.alone(options, (executor) => executor.undoLastMigration());
  }

  /** A higher number than ours is a newer release, which an older one may run beside. */
  private mustBeOurs(executed: readonly Migration[]): void {
    const names = this.migrations.map((migration) => migration.name ?? migration.constructor.name);
    const last = Number((names.at(-1) ?? '').slice(-TIMESTAMP_DIGITS));
    const foreign = executed.find(({ name, timestamp }) => !names.includes(name) && timestamp < last);
    if (foreign) throw new DraftDatabase(foreign.name);
  }

  private async alone<T>(
    { transaction = 'each', fake = false }: { transaction?: 'all' | 'none' | 'each'; fake?: boolean },
    work: (executor: MigrationExecutor) => Promise<T>,
  ): Promise<T> {
    const runner = this.createQueryRunner();
    try {
      // Another replica may migrate first, and a large table takes its time.
      await runner.query('set statement_timeout to 0');
      await runner.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const executor = new MigrationExecutor(this, runner);
      executor.transaction = transaction;
      executor.fake = fake;
      try {
        this.mustBeOurs(await executor.getExecutedMigrations());
        return await work(executor);
      } finally {
        // It fails only when the connection is lost, and the lock with it.
        await runner.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
      }
    } finally {
      await runner.query('reset statement_timeout').catch(() => undefined);
      await runner.release();
    }
  }
}

/** The tables were made by a draft that was never released; no migration leads from there to here. */
export class DraftDatabase extends Error {
  constructor(readonly migration: string) {
    super(
      `The database was made by an unreleased draft of Redress (migration ${migration}), whose data cannot be taken over: start with an empty database (npm start -- --reset)`,
    );
    this.name = 'DraftDatabase';
  }
}

/** Statements and their errors are logged by those who send them. */
class QuietLogger implements Logger {
  constructor(private readonly logger: DataSourceLogger) {}

  logQuery(): void {}

  logQueryError(): void {}

  logQuerySlow(): void {}

  logSchemaBuild(message: string): void {
    this.logger.debug(message);
  }

  logMigration(message: string): void {
    this.logger.warn(message);
  }

  log(level: 'log' | 'info' | 'warn', message: string): void {
    if (level === 'warn') this.logger.warn(message);
    else this.logger.debug(message);
  }
}

/** TypeORM runs migrations by the digits of their names; the list must say the same. */
function mustBeInOrder(migrations: readonly MigrationClass[]): void {
  const names = migrations.map((Class) => new Class().name ?? Class.name);
  names.reduce((before, name) => {
    if (before.slice(-TIMESTAMP_DIGITS) >= name.slice(-TIMESTAMP_DIGITS)) {
      throw new Error(`${name} stands after ${before}, but its number is not higher`);
    }
    return name;
  }, '0'.repeat(TIMESTAMP_DIGITS));
}
