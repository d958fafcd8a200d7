import type { CaseWorker, Obstacle } from '@redress/commands';
import type { RemedyLineState } from '../remedy-line';

/** The unit that owns a remedy executes it, or finance. */
export function onlyTheOwnerExecutes({ ownerUnitId }: RemedyLineState, worker: CaseWorker): Obstacle | undefined {
  if (worker.roles.includes('FINANCE_OFFICER')) return undefined;
  const worksInUnit = worker.roles.includes('UNIT_HANDLER') || worker.roles.includes('UNIT_MANAGER');
  if (worksInUnit && worker.isOver(ownerUnitId)) return undefined;
  return {
    code: 'NOT_OWNER_OF_THE_REMEDY',
    whoCan: [
      { role: 'UNIT_HANDLER', unit: ownerUnitId },
      { role: 'UNIT_MANAGER', unit: ownerUnitId },
      { role: 'FINANCE_OFFICER' },
    ],
  };
}
