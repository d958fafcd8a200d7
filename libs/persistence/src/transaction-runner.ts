import type { QueryResult as RawResult } from 'pg';
import { type DataSource, QueryFailedError, QueryResult } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { PostgresQueryRunner } from 'typeorm/driver/postgres/PostgresQueryRunner.js';

/** Sends a statement on the connection of a transaction. */
export type Send = (sql: string, params: readonly unknown[]) => Promise<RawResult>;

/**
 * The way of repositories to the server inside a transaction that `Database` has begun and will end: statements go out
 * through the transaction, and nothing else may begin, commit or roll back.
 */
export class TransactionRunner extends PostgresQueryRunner {
  constructor(
    dataSource: DataSource,
    private readonly send: Send,
  ) {
    super(dataSource.driver as PostgresDriver, 'master');
    this.isTransactionActive = true;
    this.transactionDepth = 1;
  }

  override async query(sql: string, params?: unknown[], useStructuredResult?: false): Promise<unknown>;
  override async query<T>(
    sql: string,
    params: unknown[] | undefined,
    useStructuredResult: true,
  ): Promise<QueryResult<T>>;
  override async query(sql: string, params: unknown[] = [], useStructuredResult = false): Promise<unknown> {
    let answer: RawResult;
    try {
      answer = await this.send(sql, params);
    } catch (error) {
      throw new QueryFailedError(sql, params, error as Error);
    }
    const result = new QueryResult();
    result.records = answer.rows;
    result.affected = answer.rowCount ?? 0;
    const isChange = answer.command === 'UPDATE' || answer.command === 'DELETE';
    result.raw = isChange ? [answer.rows, answer.rowCount] : answer.rows;
    return useStructuredResult ? result : result.raw;
  }

  override connect(): Promise<never> {
    return refuse('take a connection');
  }

  override stream(): Promise<never> {
    return refuse('stream');
  }

  override startTransaction(): Promise<never> {
    return refuse('begin a transaction');
  }

  override commitTransaction(): Promise<never> {
    return refuse('commit');
  }

  override rollbackTransaction(): Promise<never> {
    return refuse('roll back');
  }

  /** The connection is released by the database. */
  override async release(): Promise<void> {}
}

function refuse(what: string): Promise<never> {
  return Promise.reject(new Error(`Inside a transaction repositories must not ${what}`));
}
