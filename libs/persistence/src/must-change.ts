import type { QueryResult } from './transaction';

/** A write changed another number of rows than it meant to: what the caller read is no longer so, or its SQL is wrong. */
export class WrongRowCount extends Error {
  constructor(
    readonly write: string,
    readonly meant: number,
    readonly changed: number,
  ) {
    super(`${write} meant to change ${meant} row(s) and changed ${changed}`);
    this.name = 'WrongRowCount';
  }
}

/**
 * Waits for a write and answers with its rows.
 * @param write name of the write, for the error
 * @param meant how many rows it must change
 * @throws WrongRowCount when it changed more or fewer, so that the transaction is rolled back
 */
export async function mustChange<R extends object>(
  write: string,
  meant: number,
  result: Promise<QueryResult<R>>,
): Promise<R[]> {
  const { rows, rowCount } = await result;
  if (rowCount !== meant) throw new WrongRowCount(write, meant, rowCount);
  return rows;
}
