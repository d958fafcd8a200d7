import type { PoolClient, QueryResult as RawResult } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { withBinaryArrays } from './array-parameters';
import { TransactionRunner } from './transaction-runner';

export interface QueryResult<R> {
  readonly rows: R[];
  readonly rowCount: number;
}

const IN_FAILED_TRANSACTION = '25P02';

/** The socket behind a connection; the library gives it no type. */
interface Wire {
  readonly connection?: { readonly stream?: { cork?(): void; uncork?(): void } };
}

/**
 * One database transaction, handed to everything that must happen together.
 *
 * Statements go to the server at once and in the order in which they are called, whether or not anybody waits for an
 * earlier one: what is called in one turn of the event loop shares a packet and a round trip.
 */
export class Transaction {
  /**
   * Keys (complaint ids and other outbox keys) whose order this transaction owns until it ends, because it holds the row
   * lock that stands for the key. The outbox refuses to append for any other key.
   */
  readonly heldKeys = new Set<string>();
  private readonly hooks: (() => void)[] = [];
  private readonly unawaited: Promise<unknown>[] = [];
  private failedWrite: { readonly error: unknown } | undefined;
  private isCorked = false;
  private isEnding = false;
  private entities: EntityManager | undefined;

  constructor(
    private readonly client: PoolClient,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Repositories of this transaction. Await each call before the next statement: TypeORM sends some time after the
   * call, so that a later statement would overtake it. Prefer `insert` and `update` to `save`, which reads first, and
   * demand the count of rows with `mustChange`.
   */
  get manager(): EntityManager {
    this.entities ??= this.dataSource.createEntityManager(
      new TransactionRunner(this.dataSource, (sql, params) => this.sendForRepository(sql, params)),
    );
    return this.entities;
  }

  /** Runs a statement inside the transaction. With `name` it is prepared once per connection. */
  async query<R extends object = Record<string, unknown>>(
    sql: string,
    params: readonly unknown[] = [],
    name?: string,
  ): Promise<QueryResult<R>> {
    const result = await this.send(sql, params, name);
    return { rows: result.rows as R[], rowCount: result.rowCount ?? 0 };
  }

  /**
   * Sends a statement whose answer is not needed. Later statements see what it did; when it fails, so does the
   * transaction, with its error, at the next statement that is waited for or at the commit.
   */
  write(sql: string, params: readonly unknown[] = [], name?: string): void {
    void this.tracked(sql, params, name);
  }

  /** Registers something to be done after the commit and only then, for example waking the relay. */
  afterCommit(hook: () => void): void {
    this.hooks.push(hook);
  }

  /**
   * Called by the database: commits, and resolves when everything that was written has succeeded and is committed.
   * @throws what the first write that failed threw
   */
  async commit(): Promise<void> {
    this.isEnding = true;
    const committing = this.send('commit', [], undefined);
    await Promise.allSettled([...this.unawaited, committing]);
    if (this.failedWrite) throw this.failedWrite.error;
    // So the server answers, without an error, when a statement had failed unnoticed.
    if ((await committing).command === 'ROLLBACK') throw new Error('A statement of the transaction had failed');
  }

  /** What made the transaction fail, when `error` only says that it has failed before. */
  causeOf(error: unknown): unknown {
    const isEcho = (error as { code?: unknown } | undefined)?.code === IN_FAILED_TRANSACTION;
    return isEcho && this.failedWrite ? this.failedWrite.error : error;
  }

  /** Called by the database: undoes everything. @throws when the connection is lost */
  async rollback(): Promise<void> {
    this.isEnding = true;
    await this.client.query('rollback');
  }

  /** Called by the database once the commit is done. */
  committed(): void {
    for (const hook of this.hooks) hook();
  }

  /** Sends a statement whose failure is the transaction's, also when no caller waits for it or looks at it. */
  private tracked(sql: string, params: readonly unknown[], name: string | undefined): Promise<RawResult> {
    const sent = this.send(sql, params, name);
    sent.catch((error: unknown) => (this.failedWrite ??= { error }));
    this.unawaited.push(sent);
    return sent;
  }

  private sendForRepository(sql: string, params: readonly unknown[]): Promise<RawResult> {
    if (!this.isEnding) return this.tracked(sql, params, undefined);
    return Promise.reject(new Error('The transaction has ended; a call of a repository was not awaited'));
  }

  private send(sql: string, params: readonly unknown[], name: string | undefined): Promise<RawResult> {
    this.cork();
    return this.client.query(
      name ? { name, text: sql, values: withBinaryArrays(sql, params) } : { text: sql, values: [...params] },
    );
  }

  /** Holds back what is written until this turn of the event loop is over. */
  private cork(): void {
    const stream = (this.client as Wire).connection?.stream;
    if (this.isCorked || !stream?.cork || !stream.uncork) return;
    this.isCorked = true;
    stream.cork();
    process.nextTick(() => {
      this.isCorked = false;
      stream.uncork?.();
    });
  }
}
