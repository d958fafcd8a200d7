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
 * T28 on success or when the complainant cannot be reached, T29 on failure.
 * @param isUnreachable whether, with this attempt, enough were made in vain
 * @param settled how a round closes that was settled without an investigation; undefined for all others
 */
export function consequenceOf(
  { result, satisfaction }: FollowUpReport,
  isUnreachable: boolean,
  settled?: ClosureCode,
): FollowUpConsequence {
  switch (result) {
    case SUCCESS:
      return { kind: 'CLOSE', closureCode: settled ?? closureFor(satisfaction ?? NEUTRAL) };
    case FAILED:
      return { kind: 'REOPEN' };
    case UNREACHABLE:
      return isUnreachable ? { kind: 'CLOSE', closureCode: 'UNREACHABLE' } : { kind: 'TRY_AGAIN' };
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
