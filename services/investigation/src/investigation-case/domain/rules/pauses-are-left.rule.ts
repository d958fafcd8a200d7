import type { CaseWorker, Obstacle } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { CaseSituation } from '../investigation-case';

/** How often a round may wait for the complainant before a supervisor has to say so (T12). */
export const MAX_PAUSES = 2;

/** Once the pauses of a round are used up, the complainant is asked again only by a supervisor who does not handle the case. */
export function pausesAreLeft(
  { investigation: { handlerId, unitId }, pauses }: Pick<CaseSituation, 'investigation' | 'pauses'>,
  worker: CaseWorker,
): Obstacle | undefined {
  if (pauses < MAX_PAUSES) return undefined;
  const { supervisesInvestigations } = RULES;
  const supervises = holdsOneOf(worker.roles, supervisesInvestigations) && worker.isOver(unitId);
  if (supervises && worker.id !== handlerId) return undefined;
  return {
    code: 'PAUSES_USED_UP',
    params: { used: pauses, most: MAX_PAUSES },
    whoCan: supervisesInvestigations.map((role) => ({ role, unit: unitId })),
  };
}
