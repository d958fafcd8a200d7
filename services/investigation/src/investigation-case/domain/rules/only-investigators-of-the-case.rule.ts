import type { Obstacle } from '../obstacle';
import type { CaseWorker } from '../case-worker';
import type { InvestigationCase } from '../investigation-case';

/** The handler investigates, or an investigator or the manager of the responsible unit. */
export function onlyInvestigatorsOfTheCase(
  { handlerId, unitId }: InvestigationCase,
  worker: CaseWorker,
): Obstacle | undefined {
  if (worker.id === handlerId) return undefined;
  const mayStepIn = worker.roles.includes('INVESTIGATOR') || worker.roles.includes('UNIT_MANAGER');
  if (mayStepIn && worker.isOver(unitId)) return undefined;
  return {
    code: 'NOT_INVESTIGATOR_OF_THE_CASE',
    whoCan: [{ person: handlerId }, { role: 'INVESTIGATOR', unit: unitId }, { role: 'UNIT_MANAGER', unit: unitId }],
  };
}
