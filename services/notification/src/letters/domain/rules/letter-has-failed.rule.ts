import { machines } from '@redress/contracts';
import type { LetterStatus } from '../letter';

/** Only a letter that failed can be tried again: a sent one would arrive twice, a suppressed one has lost its object. */
export class LetterHasFailed {
  readonly code = 'LETTER_HAS_NOT_FAILED' as const;

  constructor(private readonly status: LetterStatus) {}

  isBroken(): boolean {
    return this.status !== machines.letter.state.FAILED;
  }
}
