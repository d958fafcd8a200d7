import { Client, types, type Pool, type PoolClient } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';
import { Transaction, type QueryResult } from './transaction';

// A calendar date has no zone: as a string it cannot move to the day before.
types.setTypeParser(types.builtins.DATE, (value) => value);

export type MigrationClass = new () => MigrationInterface;

export interface DatabaseOptions {
  /** `postgres://role:password@host:port/database` */
  readonly url: string;
  /** Connections at most. Default 8. */
  readonly poolSize?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** In the order in which they run; class names end in a 13-digit number. */
  readonly migrations: readonly MigrationClass[];
  /** A client that stays silent inside a transaction for longer loses it, and with it its locks. Default 5,000 ms. */
  readonly idleInTransactionTimeoutMs?: number;
  /** Called with errors of idle connections, for example when the server restarts. */
  readonly onConnectionError?: (error: Error) => void;
}

/** Number under which all replicas of a service queue to migrate; any constant does, it is scoped to the database. */
const MIGRATION_LOCK = 7_301_559;

const RETRIED_CODES = new Set(['40001', '40P01']);
const TRIES = 3;

/**
 * The database of one service: a connection pool, migrations and transactions.
 *
 * TypeORM connects and migrates; statements are SQL, because the hot paths are single statements that no query builder
 * can write (docs/adr/0002).
 */
export class Database {
  private readonly source: DataSource;
  private openPool: Pool | undefined;

  constructor(private readonly options: DatabaseOptions) {
    this.source = new DataSource({
      type: 'postgres',
      url: options.url,
      applicationName: options.applicationName,
      migrations: [...options.migrations],
      migrationsTransactionMode: 'each',
      migrationsTableName: 'schema_migration',
      poolErrorHandler: (error: Error) => options.onConnectionError?.(error),
      extra: {
        max: options.poolSize ?? 8,
        options: `-c idle_in_transaction_session_timeout=${options.idleInTransactionTimeoutMs ?? 5_000}`,
        connectionTimeoutMillis: 5_000,
      },
    });
  }

  /**
   * Connects and runs missing migrations, once, however many replicas start together.
   * @throws when the server cannot be reached or a migration fails
   */
  async open(): Promise<void> {
    const lock = new Client({
      connectionString: this.options.url,
      application_name: `${this.options.applicationName}-migrate`,
    });
    await lock.connect();
    try {
      await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await this.source.initialize();
      await this.source.runMigrations();
    } finally {
      await lock.end();
    }
    this.openPool = (this.source.driver as unknown as { master: Pool }).master;
  }

  /** The pool, for single statements and for libraries that bring their own SQL. Throws before {@link open}. */
  get pool(): Pool {
    if (!this.openPool) throw new Error('The database is not open');
    return this.openPool;
  }

  /** Address of the database, for connections of their own (LISTEN). */
  get url(): string {
    return this.options.url;
  }

  /** Runs one statement in a transaction of its own. With `name` it is prepared once per connection. */
  async query<R extends object = Record<string, unknown>>(
    sql: string,
    params: readonly unknown[] = [],
    name?: string,
  ): Promise<QueryResult<R>> {
    const result = await this.pool.query(
      name ? { name, text: sql, values: [...params] } : { text: sql, values: [...params] },
    );
    return { rows: result.rows as R[], rowCount: result.rowCount ?? 0 };
  }

  /**
   * Runs `work` in one transaction and commits it. Deadlocks and serialization failures are tried again, up to three
   * times, so `work` must not act outside the transaction; use {@link Transaction.afterCommit} for that.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.transactionOnce(work);
      } catch (error) {
        const code = (error as { code?: string }).code;
        if (attempt >= TRIES || code === undefined || !RETRIED_CODES.has(code)) throw error;
      }
    }
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    this.openPool = undefined;
    if (this.source.isInitialized) await this.source.destroy();
  }

  private async transactionOnce<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client: PoolClient = await this.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    const tx = new Transaction(client);
    let result: T;
    try {
      await client.query('begin');
      result = await work(tx);
      await client.query('commit');
    } catch (error) {
      if (!broken) {
        await client.query('rollback').catch((rollbackError: Error) => {
          broken = rollbackError;
        });
      }
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
    tx.committed();
    return result;
  }
}
