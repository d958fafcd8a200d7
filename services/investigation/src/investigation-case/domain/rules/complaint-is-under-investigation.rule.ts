import type { Obstacle } from '@redress/commands';
import type { CaseSituation } from '../investigation-case';

/** Evidence and verdicts belong to the time in which investigation holds the complaint (T15). */
export function complaintIsUnderInvestigation({
  investigation,
  complaintState,
}: Pick<CaseSituation, 'investigation' | 'complaintState'>): Obstacle | undefined {
  if (complaintState === 'UNDER_INVESTIGATION' && investigation.status === 'OPEN') return undefined;
  return { code: 'NOT_UNDER_INVESTIGATION', params: { state: complaintState } };
}
