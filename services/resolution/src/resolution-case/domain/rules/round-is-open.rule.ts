import type { Obstacle } from '@redress/commands';
import { machines, STATE } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

/** What was said in a round is corrected while the round is open and not suspended. */
export function roundIsOpen({
  complaintState: state,
  resolution,
}: Pick<CaseSituation, 'complaintState' | 'resolution'>): Obstacle | undefined {
  const isOpen = resolution.status === machines.resolution.state.OPEN && state !== STATE.SUSPENDED;
  return isOpen ? undefined : { code: 'NOT_OPEN', params: { state } };
}
