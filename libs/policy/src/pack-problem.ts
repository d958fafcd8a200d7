/** Something wrong with a pack: where it stands, which rule it breaks, and how. */
export interface PackProblem {
  /** Keys and indexes from the root to the offending value. */
  readonly path: readonly (string | number)[];
  readonly rule: string;
  readonly message: string;
}

/** A problem with its place in the file, both counted from 1. */
export interface LocatedPackProblem extends PackProblem {
  readonly line: number;
  readonly column: number;
}
