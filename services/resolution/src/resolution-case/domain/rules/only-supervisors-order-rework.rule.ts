import type { CaseWorker, Obstacle } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import type { ResolutionCase } from '../resolution-case';

/** A supervisor of the responsible unit, or a quality reviewer of the organisation, sends a determination back (T16). */
export function onlySupervisorsOrderRework(
  { unitId }: Pick<ResolutionCase, 'unitId'>,
  worker: CaseWorker,
): Obstacle | undefined {
  if (holdsOneOf(worker.roles, RULES.reviewsQuality)) return undefined;
  if (holdsOneOf(worker.roles, RULES.supervisesDeterminations) && worker.isOver(unitId)) return undefined;
  return { code: 'NOT_SUPERVISOR_OF_THE_CASE', whoCan: reworkers(unitId) };
}

/** Who can send the determination of a unit back. */
export function reworkers(unitId: string) {
  return [
    ...RULES.supervisesDeterminations.map((role) => ({ role, unit: unitId })),
    ...RULES.reviewsQuality.map((role) => ({ role })),
  ];
}
