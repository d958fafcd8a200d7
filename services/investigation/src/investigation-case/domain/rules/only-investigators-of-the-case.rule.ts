import type { CaseWorker, Obstacle } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { InvestigationRound } from '../investigation-case';

/** The handler investigates, or an investigator or the manager of the responsible unit. */
export function onlyInvestigatorsOfTheCase(
  { handlerId, unitId }: InvestigationRound,
  worker: CaseWorker,
): Obstacle | undefined {
  if (worker.id === handlerId) return undefined;
  if (holdsOneOf(worker.roles, RULES.investigatesForOthers) && worker.isOver(unitId)) return undefined;
  return {
    code: 'NOT_INVESTIGATOR_OF_THE_CASE',
    whoCan: [{ person: handlerId }, ...RULES.investigatesForOthers.map((role) => ({ role, unit: unitId }))],
  };
}
