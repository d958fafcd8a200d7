import type { Obstacle } from '../obstacle';
import type { ResolutionPlan } from '../resolution-plan';

/** What was sent back is not sent in again unchanged. */
export function rejectedPlanIsRevised(plan: ResolutionPlan | undefined): Obstacle | undefined {
  if (plan?.status !== 'REJECTED') return undefined;
  return { code: 'REJECTED_PLAN_NOT_REVISED', params: { revision: plan.revision } };
}
