import type { Obstacle } from '@redress/commands';
import type { PlanState } from '../resolution-plan';

/** A review or a dispute can bring a case back to its drafters that never had a plan. */
export function planIsThere(plan: PlanState | undefined): Obstacle | undefined {
  return plan ? undefined : { code: 'NO_PLAN_YET' };
}
