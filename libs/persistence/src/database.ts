import { type Pool, type PoolClient, types } from 'pg';
import { withBinaryArrays } from './array-parameters';
import { renewPlans } from './renew-plans';
import { ServiceDataSource, type ServiceDataSourceOptions } from './service-data-source';
import { limitOfStatements } from './statement-timeout';
import { Transaction, type QueryResult } from './transaction';

// A calendar date has no zone: as a string it cannot move to the day before.
types.setTypeParser(types.builtins.DATE, (value) => value);

export type DatabaseOptions = ServiceDataSourceOptions;

const RETRIED_CODES = new Set(['40001', '40P01']);
const TRIES = 3;
const CONNECTION_ATTEMPTS = 3;
const CONNECTION_TIMEOUT = /connection timeout|timeout expired|timeout exceeded/;
const SILENT = { debug: () => undefined, warn: () => undefined };

/**
 * The database of one service: a connection pool, migrations and transactions.
 *
 * TypeORM opens the pool, runs the migrations and maps the tables that are not on a hot path (docs/adr/0017). What is
 * on one is SQL, because single statements do there what no repository can write.
 */
export class Database {
  private dataSource: ServiceDataSource | undefined;

  constructor(private readonly options: DatabaseOptions) {}

  /**
   * Connects and runs missing migrations, once, however many replicas start together.
   * @throws when the server cannot be reached or a migration fails; no connection is left then
   */
  async open(): Promise<void> {
    const dataSource = await this.connect();
    try {
      await dataSource.runMigrations();
    } catch (error) {
      await dataSource.destroy();
      throw error;
    }
    renewPlans(dataSource.pool);
    this.dataSource = dataSource;
  }

  /** The pool, for single statements and for libraries that bring their own SQL. Throws before {@link open}. */
  get pool(): Pool {
    return this.opened.pool;
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
    if (limitOfStatements() !== undefined) return this.transaction((tx) => tx.query<R>(sql, params, name));
    const result = await this.pool.query(
      name ? { name, text: sql, values: withBinaryArrays(sql, params) } : { text: sql, values: [...params] },
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
    const dataSource = this.dataSource;
    this.dataSource = undefined;
    await dataSource?.destroy();
  }

  private get opened(): ServiceDataSource {
    if (!this.dataSource) throw new Error('The database is not open');
    return this.dataSource;
  }

  private async transactionOnce<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const dataSource = this.opened;
    const client: PoolClient = await dataSource.pool.connect();
    let broken: Error | undefined;
    const onError = (error: Error): void => {
      broken = error;
    };
    client.on('error', onError);
    const tx = new Transaction(client, dataSource);
    let result: T;
    try {
      tx.write('begin');
      const limitMs = limitOfStatements();
      if (limitMs !== undefined) tx.write(`set local statement_timeout = ${limitMs}`);
      result = await work(tx);
      await tx.commit();
    } catch (error) {
      if (!broken) {
        await tx.rollback().catch((rollbackError: Error) => {
          broken = rollbackError;
        });
      }
      throw tx.causeOf(error);
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
    tx.committed();
    return result;
  }

  /**
   * A process that starts is busy with itself: the time limit may pass before it reads what the server answered at once.
   * Whatever else fails is not tried again.
   */
  private async connect(): Promise<ServiceDataSource> {
    for (let attempt = 1; ; attempt += 1) {
      const dataSource = new ServiceDataSource({ logger: SILENT, ...this.options });
      try {
        return await dataSource.initialize();
      } catch (error) {
        if (attempt === CONNECTION_ATTEMPTS || !CONNECTION_TIMEOUT.test((error as Error).message)) throw error;
      }
    }
  }
}
