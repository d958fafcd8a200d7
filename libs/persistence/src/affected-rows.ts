/** A statement changed another number of rows than it was meant to, so the transaction must not be committed. */
export class WrongRowCount extends Error {
  constructor(
    /** What was to be changed, e.g. `case`. */
    readonly entity: string,
    readonly expected: number,
    readonly affected: number,
  ) {
    super(`Rows of ${entity} to change: ${expected}, changed: ${affected}`);
    this.name = 'WrongRowCount';
  }
}

/** Answer to a write, of a statement in SQL or of a repository. */
export type Written = { readonly rowCount: number } | { readonly affected?: number | null | undefined };

/**
 * Demands that a write changed as many rows as it was meant to: `update` and `delete` of no row succeed silently.
 * @throws WrongRowCount
 */
export function mustChange(entity: string, expected: number, written: Written): void {
  const affected = ('rowCount' in written ? written.rowCount : written.affected) ?? 0;
  if (affected !== expected) throw new WrongRowCount(entity, expected, affected);
}
