import type { Obstacle } from '@redress/commands';
import { machines, type LetterKind } from '@redress/contracts';
import type { LetterStatus } from '../letter';

const { SENT, SUPPRESSED } = machines.letter.state;

/** How a letter stands when a member of staff takes it in hand. */
export interface LetterInHand {
  readonly kind: LetterKind;
  readonly status: LetterStatus;
  readonly isLeased: boolean;
  readonly isWritten: boolean;
}

/** Why a member of staff may not print a letter: what it says is outdated, not written yet, or for the complainant alone. */
export function obstaclesToPrint({ kind, status, isWritten }: Omit<LetterInHand, 'isLeased'>): Obstacle[] {
  return [
    ...(kind === 'ONE_TIME_CODE' ? [{ code: 'LETTER_NOT_FOR_STAFF' as const }] : []),
    ...(status === SUPPRESSED ? [{ code: 'LETTER_SUPPRESSED' as const }] : []),
    ...(isWritten || status === SUPPRESSED ? [] : [{ code: 'LETTER_NOT_WRITTEN' as const }]),
  ];
}

/** Why a member of staff may not tell the complainant of it: besides that, the complainant knows, or is being sent it. */
export function obstaclesToTell(letter: LetterInHand): Obstacle[] {
  return [
    ...obstaclesToPrint(letter),
    ...(letter.status === SENT ? [{ code: 'LETTER_TOLD_BEFORE' as const }] : []),
    ...(letter.isLeased ? [{ code: 'LETTER_BEING_SENT' as const }] : []),
  ];
}
