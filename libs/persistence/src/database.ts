import { Client, Pool, types, type PoolClient } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
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

/** Statements are sent without waiting for the answers of earlier ones. Missing in the types of the library. */
const PIPELINED = { pipeline: true };

/**
 * Services find rows by keys and indexes, whatever the statistics say. A plan that is made while a table is empty scans and
 * hashes it, and a prepared statement keeps that plan while the table grows, until it is analysed (docs/adr/0013).
 */
const BY_INDEX = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

const MIGRATIONS_TABLE = 'schema_migration';
const TIMESTAMP_DIGITS = 13;
const CONNECTION_TIMEOUT_MS = 5_000;

/**
 * The database of one service: a connection pool, migrations and transactions.
 *
 * Migrations are written for TypeORM, whose command line can revert them, and applied here, because its code would stay in
 * the memory of every service (docs/adr/0012). Statements are SQL, because the hot paths are single statements that no query
 * builder can write (docs/adr/0002).
 */
export class Database {
  private openPool: Pool | undefined;

  constructor(private readonly options: DatabaseOptions) {}

  /**
   * Connects and runs missing migrations, once, however many replicas start together.
   * @throws when the server cannot be reached or a migration fails
   */
  async open(): Promise<void> {
    const { url, applicationName, poolSize = 8, idleInTransactionTimeoutMs = 5_000, onConnectionError } = this.options;
    await this.migrate();
    const pool = new Pool({
      connectionString: url,
      application_name: applicationName,
      max: poolSize,
      options: `-c idle_in_transaction_session_timeout=${idleInTransactionTimeoutMs} ${BY_INDEX}`,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      ...PIPELINED,
    });
    pool.on('error', (error) => onConnectionError?.(error));
    this.openPool = pool;
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
    const pool = this.openPool;
    this.openPool = undefined;
    await pool?.end();
  }

  private async migrate(): Promise<void> {
    const client = new Client({
      connectionString: this.options.url,
      application_name: `${this.options.applicationName}-migrate`,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    });
    await client.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      for (const migration of await this.missing(client)) await this.apply(client, migration);
    } finally {
      await client.end();
    }
  }

  private async missing(client: Client): Promise<MigrationInterface[]> {
    await client.query(
      `create table if not exists ${MIGRATIONS_TABLE} (id serial primary key, "timestamp" bigint not null, name varchar not null)`,
    );
    const { rows } = await client.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE}`);
    const run = new Set(rows.map(({ name }) => name));
    return this.options.migrations
      .map((Migration) => new Migration())
      .filter((migration) => !run.has(nameOf(migration)));
  }

  private async apply(client: Client, migration: MigrationInterface): Promise<void> {
    const runner = { query: async (sql: string, params?: unknown[]) => (await client.query(sql, params)).rows };
    const name = nameOf(migration);
    await client.query('begin');
    try {
      await migration.up(runner as unknown as QueryRunner);
      await client.query(`insert into ${MIGRATIONS_TABLE} ("timestamp", name) values ($1, $2)`, [
        name.slice(-TIMESTAMP_DIGITS),
        name,
      ]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    }
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
      tx.write('begin');
      result = await work(tx);
      await tx.commit();
    } catch (error) {
      if (!broken) {
        await client.query('rollback').catch((rollbackError: Error) => {
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
}

function nameOf(migration: MigrationInterface): string {
  return migration.name ?? migration.constructor.name;
}
