import type { CaseWorker, Obstacle } from '@redress/commands';
import type { InvestigationRound } from '../investigation-case';

/** The handler investigates, or an investigator or the manager of the responsible unit. */
export function onlyInvestigatorsOfTheCase(
  { handlerId, unitId }: InvestigationRound,
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
