import type { Obstacle } from '@redress/commands';
import { machines, type ComplaintState } from '@redress/contracts';
import type { CaseSituation } from '../resolution-case';

/** A command belongs to certain states of the complaint. */
export function complaintIsInState(
  { complaintState, resolution }: Pick<CaseSituation, 'complaintState' | 'resolution'>,
  ...states: readonly ComplaintState[]
): Obstacle | undefined {
  if (resolution.status === machines.resolution.state.OPEN && states.includes(complaintState)) return undefined;
  return { code: 'WRONG_STATE', params: { state: complaintState, needed: states.join(',') } };
}
