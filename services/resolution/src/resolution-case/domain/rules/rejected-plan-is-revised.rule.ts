import type { Obstacle } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { PlanState } from '../resolution-plan';

/** What was sent back is not sent in again unchanged. */
export function rejectedPlanIsRevised(plan: Pick<PlanState, 'status' | 'revision'> | undefined): Obstacle | undefined {
  if (plan?.status !== machines.plan.state.REJECTED) return undefined;
  return { code: 'REJECTED_PLAN_NOT_REVISED', params: { revision: plan.revision } };
}
