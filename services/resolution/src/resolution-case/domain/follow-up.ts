import { faultAt, type FieldFault } from '@redress/commands';
import { machines, type ClosureCode, type FollowUpResult } from '@redress/contracts';
import type { ResolutionCase } from './resolution-case';

const { FAILED, SUCCESS, UNREACHABLE } = machines.followUp.state;

/** What a specialist reports of an attempt. */
export interface FollowUpReport {
  readonly result: FollowUpResult;
  readonly satisfaction?: number | undefined;
  readonly reasonCode?: string | undefined;
}

/** What becomes of the complaint after an attempt. */
export type FollowUpConsequence =
  | { readonly kind: 'CLOSE'; readonly closureCode: ClosureCode }
  | { readonly kind: 'REOPEN' }
  | { readonly kind: 'TRY_AGAIN' };

const SATISFIED_FROM = 4;
const NEUTRAL = 3;

/**
 * A report says what its result needs: a score for success, a reason for failure, no score when the complainant was
 * not reached.
 */
export function faultsOfReport({ result, satisfaction, reasonCode }: FollowUpReport): FieldFault[] {
  const faults: FieldFault[] = [];
  if (result === SUCCESS && satisfaction === undefined) {
    faults.push(faultAt('/satisfaction', 'required-for', { by: SUCCESS }));
  }
  if (result === UNREACHABLE && satisfaction !== undefined) {
    faults.push(faultAt('/satisfaction', 'absent-for', { by: UNREACHABLE }));
  }
  if (result === FAILED && reasonCode === undefined) {
    faults.push(faultAt('/reasonCode', 'required-for', { by: FAILED }));
  }
  return faults;
}

/**
 * T28 on success or when the complainant cannot be reached, T29 on failure. A round whose negotiation has ended without
 * agreement is closed as that, whatever is said afterwards: dissatisfaction is known by then, and the ways that are left are
 * those of the letter (T25, T40).
 * @param isUnreachable whether, with this attempt, enough were made in vain
 * @param settled how a round closes that was settled without an investigation; undefined for all others
 * @param endsAs how the negotiation decided that the round is closed; null when it did not
 */
export function consequenceOf(
  { result, satisfaction }: FollowUpReport,
  isUnreachable: boolean,
  { settled, endsAs = null }: { readonly settled?: ClosureCode | undefined; readonly endsAs?: ClosureCode | null } = {},
): FollowUpConsequence {
  switch (result) {
    case SUCCESS:
      return { kind: 'CLOSE', closureCode: endsAs ?? settled ?? closureFor(satisfaction ?? NEUTRAL) };
    case FAILED:
      return endsAs ? { kind: 'CLOSE', closureCode: endsAs } : { kind: 'REOPEN' };
    case UNREACHABLE:
      if (!isUnreachable) return { kind: 'TRY_AGAIN' };
      return endsAs ? { kind: 'CLOSE', closureCode: endsAs } : { kind: 'CLOSE', closureCode: 'UNREACHABLE' };
  }
}

/** How a round closes that was settled without an investigation (T8); undefined for all others. */
export function settledAs({ determinationId, outcome }: ResolutionCase): ClosureCode | undefined {
  if (determinationId !== null) return undefined;
  return outcome === null ? 'ANSWERED' : 'SUMMARY_RESOLVED';
}

function closureFor(satisfaction: number): ClosureCode {
  if (satisfaction >= SATISFIED_FROM) return 'RESOLVED_SATISFIED';
  return satisfaction === NEUTRAL ? 'RESOLVED_NEUTRAL' : 'RESOLVED_DISSATISFIED_EXHAUSTED';
}
