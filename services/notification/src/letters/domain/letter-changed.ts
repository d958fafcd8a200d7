import type { ComplaintState } from '@redress/contracts';
import type { LetterStatus } from './letter';

/** How a letter stands after a command, and where its complaint stands. */
export interface LetterChanged {
  readonly letterId: string;
  readonly complaintId: string;
  readonly status: LetterStatus;
  readonly version: number;
  /** Of the complaint. */
  readonly state: ComplaintState;
  readonly stateSeq: number;
}
