import type { PoolClient } from 'pg';

export interface QueryResult<R> {
  readonly rows: R[];
  readonly rowCount: number;
}

/** One database transaction, handed to everything that must happen together. */
export class Transaction {
  /**
   * Keys (complaint ids and other outbox keys) whose order this transaction owns until it ends, because it holds the row
   * lock that stands for the key. The outbox refuses to append for any other key.
   */
  readonly heldKeys = new Set<string>();
  private readonly hooks: (() => void)[] = [];

  constructor(private readonly client: PoolClient) {}

  /** Runs a statement inside the transaction. With `name` it is prepared once per connection. */
  async query<R extends object = Record<string, unknown>>(
    sql: string,
    params: readonly unknown[] = [],
    name?: string,
  ): Promise<QueryResult<R>> {
    const result = await this.client.query(
      name ? { name, text: sql, values: [...params] } : { text: sql, values: [...params] },
    );
    return { rows: result.rows as R[], rowCount: result.rowCount ?? 0 };
  }

  /** Registers something to be done after the commit and only then, for example waking the relay. */
  afterCommit(hook: () => void): void {
    this.hooks.push(hook);
  }

  /** Called by the database once the commit is done. */
  committed(): void {
    for (const hook of this.hooks) hook();
  }
}
