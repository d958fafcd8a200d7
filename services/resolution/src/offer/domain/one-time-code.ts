import { randomInt } from 'node:crypto';

/** Real time for which a code can be used. */
export const CODE_LIVES_MINUTES = 10;
/** Wrong entries after which a code is none any more. */
export const MAX_CODE_TRIES = 5;
/** Codes that are sent within an hour, at most. */
export const CODES_PER_HOUR = { ofComplaint: 3, toRecipient: 5 } as const;
/** Real time for which the page may go on after a code was entered, so that the offer can be read in peace. */
export const TICKET_LIVES_MINUTES = 30;

const DIGITS = 6;

/** Six digits that no one can foresee. */
export function newOneTimeCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}
