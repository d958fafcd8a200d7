import type { Obstacle } from '@redress/commands';
import { machines } from '@redress/contracts';
import type { PlanState } from '../resolution-plan';

const { APPROVED, REJECTED } = machines.plan.state;

/** What was sent back, answered or given up is not put forward again unchanged: a new revision takes its place. */
export function planIsToBeDecided(plan: Pick<PlanState, 'status' | 'revision'> | undefined): Obstacle | undefined {
  if (!plan) return undefined;
  const { revision, status } = plan;
  if (status === REJECTED) return { code: 'REJECTED_PLAN_NOT_REVISED', params: { revision } };
  return status === APPROVED ? { code: 'DECIDED_PLAN_NOT_REVISED', params: { revision } } : undefined;
}
