import { obstaclesOf, type Obstacle } from '@redress/commands';
import { STATES, transitionById, type ComplaintState, type DeclaredRequest } from '@redress/contracts';

/** What the rules of a request look at. */
export interface RequestFacts {
  readonly request: DeclaredRequest;
  readonly state: ComplaintState;
  /** The same was asked for and the holder has not answered yet. */
  readonly isOpen: boolean;
}

/** An ended complaint takes only what leads out of its end. */
function complaintHasNotEnded({ request, state }: RequestFacts): Obstacle | undefined {
  const leadsOut = request.asks.transitions.some((id) => transitionById(id).from.includes(state));
  return STATES[state].ended && !leadsOut ? { code: 'ALREADY_ENDED', params: { state } } : undefined;
}

/** A request is answered before the same one is made again. */
function sameIsNotOpen({ isOpen, request }: RequestFacts): Obstacle | undefined {
  return isOpen ? { code: `${request.kind}_OPEN` } : undefined;
}

/** What forbids asking now. Whether it is granted is the holder's decision, by what the holder knows then. */
export function obstaclesToRequest(facts: RequestFacts): Obstacle[] {
  return obstaclesOf(complaintHasNotEnded(facts), sameIsNotOpen(facts));
}
