import type { Obstacle } from '@redress/commands';
import { machines, STATE } from '@redress/contracts';
import type { CaseSituation } from '../investigation-case';

/** Evidence and verdicts belong to the time in which investigation holds the complaint (T15). */
export function complaintIsUnderInvestigation({
  investigation,
  complaintState,
}: Pick<CaseSituation, 'investigation' | 'complaintState'>): Obstacle | undefined {
  const isOpen = investigation.status === machines.investigation.state.OPEN;
  if (isOpen && complaintState === STATE.UNDER_INVESTIGATION) return undefined;
  return { code: 'NOT_UNDER_INVESTIGATION', params: { state: complaintState } };
}
