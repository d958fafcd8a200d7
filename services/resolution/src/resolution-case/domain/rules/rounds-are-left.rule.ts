import type { Obstacle } from '@redress/commands';
import type { PlanState } from '../resolution-plan';

/** What a negotiation is judged by. */
export interface Negotiation {
  readonly isFinal: PlanState['isFinal'];
  /** Counter-proposals and refusals in the round of handling, so far. */
  readonly roundsUsed: number;
  readonly maxRounds: number;
}

/** A counter-proposal is taken while rounds are left and the offer is not final (T23). */
export function roundsAreLeft({ isFinal, maxRounds, roundsUsed }: Negotiation): Obstacle | undefined {
  if (isFinal) return { code: 'OFFER_IS_FINAL' };
  return roundsUsed >= maxRounds ? { code: 'ROUNDS_USED_UP', params: { rounds: maxRounds } } : undefined;
}

/** Whether a refusal ends the negotiation, since the offer is final or this is the last round (T40); else T39. */
export function refusalEndsIt({ isFinal, maxRounds, roundsUsed }: Negotiation): boolean {
  return isFinal || roundsUsed + 1 >= maxRounds;
}
