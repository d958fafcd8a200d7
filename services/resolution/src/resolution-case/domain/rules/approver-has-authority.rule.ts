import type { CaseWorker, Obstacle } from '@redress/commands';
import type { PlanState } from '../resolution-plan';

/** The authority matrix says which roles may approve what the plan costs (CA-06). */
export function approverHasAuthority(plan: PlanState | undefined, worker: CaseWorker): Obstacle | undefined {
  if (!plan || plan.mayApprove.length === 0) return undefined;
  if (plan.mayApprove.some((role) => worker.roles.includes(role))) return undefined;
  return { code: 'NO_AUTHORITY_TO_APPROVE', whoCan: plan.mayApprove.map((role) => ({ role })) };
}
