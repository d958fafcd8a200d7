import type { CaseWorker, Obstacle } from '@redress/commands';
import type { ResolutionCase } from '../resolution-case';

/** A case lead drafts, or a person of the responsible unit (T17). */
export function onlyDraftersOfTheCase({ handlerId, unitId }: ResolutionCase, worker: CaseWorker): Obstacle | undefined {
  if (worker.id === handlerId || worker.roles.includes('CASE_LEAD')) return undefined;
  const worksInUnit = worker.roles.includes('UNIT_HANDLER') || worker.roles.includes('UNIT_MANAGER');
  if (worksInUnit && worker.isOver(unitId)) return undefined;
  return {
    code: 'NOT_DRAFTER_OF_THE_CASE',
    whoCan: [{ role: 'CASE_LEAD' }, { role: 'UNIT_HANDLER', unit: unitId }, { role: 'UNIT_MANAGER', unit: unitId }],
  };
}
