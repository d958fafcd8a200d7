import { faultAt, obstaclesOf, type FieldFault, type Obstacle } from '@redress/commands';
import {
  BEFORE_AN_OFFER,
  REMEDY_EXECUTION_STATES,
  STATE,
  STATES,
  transitionById,
  type ComplaintState,
} from '@redress/contracts';
import type { PartyStanding } from '../parties';

const { from: REOPENED_FROM } = transitionById('T30');

/** How a case takes another complainant in: at once, once it is opened again, or not at all. */
export type TakesIn = 'AT_ONCE' | 'ONCE_REOPENED' | 'NOT';

/** Whether a case in this state takes another complainant in. */
export function takesAParty(state: ComplaintState): TakesIn {
  if (state === STATE.SUSPENDED || BEFORE_AN_OFFER.includes(state)) return 'AT_ONCE';
  return state !== STATE.MERGED && REOPENED_FROM.includes(state) ? 'ONCE_REOPENED' : 'NOT';
}

/** By what a merge is judged, besides where the complaint itself stands. */
export interface MergeFacts {
  readonly primaryId: string;
  /** Where the complaint stands that is to go on. */
  readonly primary: PartyStanding;
  /** Until when it may be reopened if it has ended; absent: never. */
  readonly reopenableUntil: Date | undefined;
  readonly now: Date;
  /** Another merge of one of the two is not answered yet. */
  readonly isMergeOpen: boolean;
}

/** What forbids that a complaint is merged into another one (contracts, section 2; T7). */
export function obstaclesToMerge(facts: MergeFacts): Obstacle[] {
  return obstaclesOf(otherMergeIsNotOpen(facts), primaryIsNotMerged(facts), primaryTakesAParty(facts));
}

/** A complaint is merged into another one, not into itself. */
export function faultsOfPrimary(primaryId: string, complaintId: string): FieldFault[] {
  return primaryId === complaintId ? [faultAt('/primaryId', 'same-complaint')] : [];
}

function otherMergeIsNotOpen({ isMergeOpen }: MergeFacts): Obstacle | undefined {
  return isMergeOpen ? { code: 'MERGE_OPEN' } : undefined;
}

/** Chains end at the last primary, so that no one has to follow them. */
function primaryIsNotMerged({ primaryId, primary: { caseId } }: MergeFacts): Obstacle | undefined {
  return caseId === primaryId ? undefined : { code: 'PRIMARY_MERGED', params: { primaryId: caseId } };
}

function primaryTakesAParty({ primary, primaryId, reopenableUntil, now }: MergeFacts): Obstacle | undefined {
  const { caseId, caseState: state } = primary;
  if (caseId !== primaryId) return undefined;
  const takesIn = takesAParty(state);
  const isInTime = reopenableUntil !== undefined && now.getTime() <= reopenableUntil.getTime();
  const takes = takesIn === 'AT_ONCE' || (takesIn === 'ONCE_REOPENED' && isInTime);
  return takes ? undefined : { code: 'PRIMARY_TAKES_NO_PARTY', params: { state } };
}

/** Whether others are, or were, parties of the same case. */
export function isTogether(complaintId: string, { caseId, partyIds }: PartyStanding): boolean {
  return caseId !== complaintId || partyIds.some((id) => id !== complaintId);
}

/** A complainant leaves a case that goes on for others only while nothing is done for any of them. */
export function obstaclesToLeaving({ caseState: state, isParty }: PartyStanding): Obstacle[] {
  if (!isParty) return [{ code: 'NO_LONGER_A_PARTY' }];
  if (STATES[state].ended) return [{ code: 'ALREADY_ENDED', params: { state } }];
  if (state === STATE.SUSPENDED) return [{ code: 'NOT_OPEN', params: { state } }];
  return REMEDY_EXECUTION_STATES.includes(state) ? [{ code: 'REMEDY_BEGUN', params: { state } }] : [];
}

/**
 * A merged complaint is handled on its own again only while it is a party of a case of which no offer is out: later it is
 * settled with that one.
 */
export function obstaclesToSeparation(complaintId: string, { caseId, caseState: state }: PartyStanding): Obstacle[] {
  if (caseId === complaintId) return [{ code: 'ALREADY_ENDED', params: { state } }];
  return takesAParty(state) === 'AT_ONCE' ? [] : [{ code: 'SETTLED_WITH_PRIMARY', params: { state } }];
}
