import type { CaseWorker, Obstacle } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { ResolutionCase } from '../resolution-case';

/** A case lead drafts, or a person of the responsible unit (T17). */
export function onlyDraftersOfTheCase({ handlerId, unitId }: ResolutionCase, worker: CaseWorker): Obstacle | undefined {
  if (worker.id === handlerId || holdsOneOf(worker.roles, RULES.draftsForEveryUnit)) return undefined;
  if (holdsOneOf(worker.roles, RULES.worksForUnit) && worker.isOver(unitId)) return undefined;
  return {
    code: 'NOT_DRAFTER_OF_THE_CASE',
    whoCan: [
      ...RULES.draftsForEveryUnit.map((role) => ({ role })),
      ...RULES.worksForUnit.map((role) => ({ role, unit: unitId })),
    ],
  };
}
