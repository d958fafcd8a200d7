import { faultAt, obstaclesOf, type FieldFault, type Obstacle } from '@redress/commands';
import {
  LONGEST_SUSPENSION_DAYS,
  STATE,
  STATES,
  transitionById,
  type ComplaintState,
  type DeclaredRequest,
} from '@redress/contracts';
import { isTogether, obstaclesToLeaving, obstaclesToSeparation } from '../../party/domain/party.rules';
import type { PartyStanding } from '../../party/parties';

/** What the rules of a request look at. */
export interface RequestFacts {
  readonly request: DeclaredRequest;
  readonly complaintId: string;
  readonly state: ComplaintState;
  /** Who else is handled with it. */
  readonly standing: PartyStanding;
  /** The same was asked for and the holder has not answered yet. */
  readonly isOpen: boolean;
}

/** An ended complaint takes only what leads out of its end; of those that are handled together, one may leave. */
function complaintHasNotEnded({ request, complaintId, state, standing }: RequestFacts): Obstacle[] {
  if (request.leaves && isTogether(complaintId, standing)) return obstaclesToLeaving(standing);
  const leadsOut = request.asks.transitions.some((id) => transitionById(id).from.includes(state));
  if (leadsOut && state === STATE.MERGED) return obstaclesToSeparation(complaintId, standing);
  return STATES[state].ended && !leadsOut ? [{ code: 'ALREADY_ENDED', params: { state } }] : [];
}

/** A request is answered before the same one is made again. */
function sameIsNotOpen({ isOpen, request }: RequestFacts): Obstacle | undefined {
  return isOpen ? { code: `${request.kind}_OPEN` } : undefined;
}

const DAY_MS = 86_400_000;

/** A date by which something is looked at again lies ahead, and not too far. */
function reviewIsNear({ reviewBy }: Readonly<Record<string, unknown>>, now: Date): FieldFault | undefined {
  if (reviewBy === undefined) return undefined;
  const aheadMs = Date.parse(String(reviewBy)) - now.getTime();
  if (aheadMs <= 0) return faultAt('/reviewBy', 'in-the-past');
  const isTooFar = aheadMs > LONGEST_SUSPENSION_DAYS * DAY_MS;
  return isTooFar ? faultAt('/reviewBy', 'too-far-ahead', { days: LONGEST_SUSPENSION_DAYS }) : undefined;
}

/** What is wrong with the fields of a request. */
export function faultsIn(asked: Readonly<Record<string, unknown>>, now: Date): FieldFault[] {
  return [reviewIsNear(asked, now)].filter((fault) => fault !== undefined);
}

/** What forbids asking now. Whether it is granted is the holder's decision, by what the holder knows then. */
export function obstaclesToRequest(facts: RequestFacts): Obstacle[] {
  return [...complaintHasNotEnded(facts), ...obstaclesOf(sameIsNotOpen(facts))];
}
