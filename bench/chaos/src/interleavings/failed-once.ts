import type { Situation } from './acts';

/**
 * Acts that broke a promise once, by their names: what a seed chooses changes with the table of acts, these do not. They are
 * let loose on each other in every run of the test suite.
 */
export const FAILED_ONCE: readonly { readonly situation: Situation; readonly acts: readonly string[] }[] = [
  // Routing took the complaint over with the grant of the reopening, and refused the same request.
  { situation: 'CLOSED', acts: ['ask to have it reopened', 'withdraw', 'escalate'] },
  // The refusal and the reopening by a follow-up reached routing together, and it answered the refused request again.
  { situation: 'RESOLVED', acts: ['ask to have it reopened', 'withdraw', 'reopen'] },
  // Routing escalated what another service had ended, and a clock for the answer was due for ever.
  { situation: 'UNDER_INVESTIGATION', acts: ['withdraw', 'escalate', 'pass hours'] },
  // What was accepted by the record of staff was objected to, and the review let it stand all the same.
  { situation: 'RECORD_UNDER_REVIEW', acts: ['object to the recorded answer', 'let the remedies stand'] },
  // The clock was stepped twice at the same time, and told to go back.
  { situation: 'ASSIGNED', acts: ['pass days', 'pass hours'] },
];
