import type { CaseWorker, Obstacle } from '@redress/commands';
import type { ResolutionCase } from '../resolution-case';
import type { PlanState } from '../resolution-plan';

/** Four eyes: neither the drafter nor the handler approves (D7, CA-05). */
export function approverIsIndependent(
  { handlerId }: ResolutionCase,
  plan: PlanState | undefined,
  worker: CaseWorker,
): Obstacle | undefined {
  if (!plan) return undefined;
  const part = worker.id === plan.drafterId ? 'DRAFTER' : worker.id === handlerId ? 'HANDLER' : undefined;
  if (!part) return undefined;
  return { code: 'APPROVER_NOT_INDEPENDENT', params: { part }, whoCan: plan.mayApprove.map((role) => ({ role })) };
}
