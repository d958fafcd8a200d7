import type { CaseWorker, Obstacle } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { RemedyLineState } from '../remedy-line';

/** The unit that owns a remedy executes it, or finance. */
export function onlyTheOwnerExecutes({ ownerUnitId }: RemedyLineState, worker: CaseWorker): Obstacle | undefined {
  if (holdsOneOf(worker.roles, RULES.executesForEveryUnit)) return undefined;
  if (holdsOneOf(worker.roles, RULES.worksForUnit) && worker.isOver(ownerUnitId)) return undefined;
  return {
    code: 'NOT_OWNER_OF_THE_REMEDY',
    whoCan: [
      ...RULES.worksForUnit.map((role) => ({ role, unit: ownerUnitId })),
      ...RULES.executesForEveryUnit.map((role) => ({ role })),
    ],
  };
}
