import { faultAt, type FieldFault } from '@redress/commands';
import { machines, type ClosureCode, type FollowUpResult } from '@redress/contracts';
import type { ResolutionCase } from './resolution-case';

const { DEFERRED, FAILED, SUCCESS, UNREACHABLE } = machines.followUp.state;

/** What a specialist reports of an attempt. */
export interface FollowUpReport {
  readonly result: FollowUpResult;
  readonly satisfaction?: number | undefined;
  readonly reasonCode?: string | undefined;
  /** Day agreed for the next call, of one that is deferred. */
  readonly deferredUntil?: Date | undefined;
  /** What else the complainant needs (FU-07). */
  readonly otherNeeds?: string | undefined;
}

/** What becomes of the complaint after an attempt. */
export type FollowUpConsequence =
  | { readonly kind: 'CLOSE'; readonly closureCode: ClosureCode }
  | { readonly kind: 'REOPEN' }
  | { readonly kind: 'TRY_AGAIN' };

const SATISFIED_FROM = 4;
const NEUTRAL = 3;

/**
 * A report says what its result needs: a score for success, a reason for failure, a day for a later call; no score while the
 * verdict waits, and nothing from a complainant who was not reached (FU-04, FU-07).
 */
export function faultsOfReport({
  result,
  satisfaction,
  reasonCode,
  deferredUntil,
  otherNeeds,
}: FollowUpReport): FieldFault[] {
  const faults: FieldFault[] = [];
  if (result === SUCCESS && satisfaction === undefined) {
    faults.push(faultAt('/satisfaction', 'required-for', { by: SUCCESS }));
  }
  if ((result === UNREACHABLE || result === DEFERRED) && satisfaction !== undefined) {
    faults.push(faultAt('/satisfaction', 'absent-for', { by: result }));
  }
  if (result === UNREACHABLE && otherNeeds !== undefined) {
    faults.push(faultAt('/otherNeeds', 'absent-for', { by: result }));
  }
  if (result === DEFERRED && deferredUntil === undefined) {
    faults.push(faultAt('/deferredUntil', 'required-for', { by: result }));
  }
  if (result !== DEFERRED && deferredUntil !== undefined) {
    faults.push(faultAt('/deferredUntil', 'absent-for', { by: result }));
  }
  if (result === FAILED && reasonCode === undefined) {
    faults.push(faultAt('/reasonCode', 'required-for', { by: FAILED }));
  }
  return faults;
}

/** The next call lies ahead, and not further than the pack lets a verdict wait (FU-04). */
export function faultsOfDeferral(until: Date | undefined, at: Date, latest: Date): FieldFault[] {
  if (!until) return [];
  if (until.getTime() <= at.getTime()) return [faultAt('/deferredUntil', 'not-later-than-now')];
  return until.getTime() > latest.getTime()
    ? [faultAt('/deferredUntil', 'later-than-allowed', { latest: latest.toISOString() })]
    : [];
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
    case DEFERRED:
      return { kind: 'TRY_AGAIN' };
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
