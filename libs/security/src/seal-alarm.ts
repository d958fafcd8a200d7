/** A sealed value that did not open where it lay; names where, never what. */
export interface BrokenSeal {
  readonly complaintId: string;
  /** `<table>.<column>` */
  readonly column: string;
  readonly row: string;
}

/**
 * Is told of every sealed value that does not open in its place: a person has changed, moved or cut what was stored, so that
 * people must look. The read fails as well (architecture 5.5).
 */
export abstract class SealAlarm {
  abstract raise(broken: BrokenSeal, error: Error): void;
}
