import type { Obstacle } from '@redress/commands';
import { machines, STATE, type ComplaintState } from '@redress/contracts';
import type { CaseSituation } from '../investigation-case';

type Standing = Pick<CaseSituation, 'investigation' | 'complaintState'>;

/** The states in which investigation holds a complaint and its round goes on. */
export const INVESTIGATING: readonly ComplaintState[] = [
  STATE.UNDER_INVESTIGATION,
  STATE.AWAITING_COMPLAINANT,
  STATE.AWAITING_THIRD_PARTY,
];

/** Verdicts and questions belong to the time in which the round goes on and waits for no one (T12, T14, T15). */
export function complaintIsUnderInvestigation(situation: Standing): Obstacle | undefined {
  return roundIsIn(situation, [STATE.UNDER_INVESTIGATION]) ? undefined : notUnderInvestigation(situation);
}

/** Evidence may come in for as long as the round goes on, no matter whom it waits for. */
export function roundGoesOn(situation: Standing): Obstacle | undefined {
  return roundIsIn(situation, INVESTIGATING) ? undefined : notUnderInvestigation(situation);
}

/** What ends waiting needs a party to wait for (T13, T14). */
export function roundWaitsIn(...states: readonly ComplaintState[]) {
  return (situation: Standing): Obstacle | undefined =>
    roundIsIn(situation, states)
      ? undefined
      : { code: 'WRONG_STATE', params: { state: situation.complaintState, needed: states.join(', ') } };
}

function roundIsIn({ investigation, complaintState }: Standing, states: readonly ComplaintState[]): boolean {
  return investigation.status === machines.investigation.state.OPEN && states.includes(complaintState);
}

function notUnderInvestigation({ complaintState }: Standing): Obstacle {
  return { code: 'NOT_UNDER_INVESTIGATION', params: { state: complaintState } };
}
