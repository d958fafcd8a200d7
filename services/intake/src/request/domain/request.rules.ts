import { STATES, transitionById, type ComplaintState, type DeclaredRequest } from '@redress/contracts';

/** What the rules of a request look at. */
export interface RequestFacts {
  readonly request: DeclaredRequest;
  readonly state: ComplaintState;
  /** The same was asked for and the holder has not answered yet. */
  readonly isOpen: boolean;
}

export interface Rule {
  readonly code: (facts: RequestFacts) => string;
  isBroken(facts: RequestFacts): boolean;
}

/** An ended complaint takes only what leads out of its end. */
const complaintHasNotEnded: Rule = {
  code: () => 'ALREADY_ENDED',
  isBroken: ({ request, state }) =>
    STATES[state].ended && !transitionById(request.grants.transition ?? '').from.includes(state),
};

/** A request is answered before the same one is made again. */
const sameIsNotOpen: Rule = {
  code: ({ request }) => `${request.kind}_OPEN`,
  isBroken: ({ isOpen }) => isOpen,
};

/**
 * Codes of the rules that forbid asking now. Whether it is granted is the holder's decision, by what the holder knows
 * then.
 */
export function obstaclesToRequest(facts: RequestFacts): string[] {
  return [complaintHasNotEnded, sameIsNotOpen].filter((rule) => rule.isBroken(facts)).map((rule) => rule.code(facts));
}
