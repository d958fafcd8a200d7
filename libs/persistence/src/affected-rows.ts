/** A write changed another number of rows than it meant to: what the caller read is no longer so, or its SQL is wrong. */
export class WrongRowCount extends Error {
  constructor(
    /** Name of the write, e.g. `plan-submit`. */
    readonly write: string,
    readonly meant: number,
    readonly changed: number,
  ) {
    super(`${write} meant to change ${meant} row(s) and changed ${changed}`);
    this.name = 'WrongRowCount';
  }
}

/** Answer to a write, of a statement in SQL or of a repository. */
export type Written = { readonly rowCount: number } | { readonly affected?: number | null | undefined };

/**
 * Waits for a write and answers what it answered. `update` and `delete` of no row succeed silently otherwise.
 * @param write name of the write, for the error
 * @param meant how many rows it must change
 * @throws WrongRowCount when it changed more or fewer, so that the transaction is rolled back
 */
export async function mustChange<W extends Written>(write: string, meant: number, written: W | Promise<W>): Promise<W> {
  const answer = await written;
  const changed = ('rowCount' in answer ? answer.rowCount : answer.affected) ?? 0;
  if (changed !== meant) throw new WrongRowCount(write, meant, changed);
  return answer;
}
