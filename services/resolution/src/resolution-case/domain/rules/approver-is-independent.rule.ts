import type { Obstacle } from '../obstacle';
import type { CaseWorker } from '../case-worker';
import type { ResolutionCase } from '../resolution-case';
import type { ResolutionPlan } from '../resolution-plan';

/** Four eyes: neither the drafter nor the handler approves (D7, CA-05). */
export function approverIsIndependent(
  { handlerId }: ResolutionCase,
  plan: ResolutionPlan | undefined,
  worker: CaseWorker,
): Obstacle | undefined {
  if (!plan) return undefined;
  const part = worker.id === plan.drafterId ? 'DRAFTER' : worker.id === handlerId ? 'HANDLER' : undefined;
  if (!part) return undefined;
  return { code: 'APPROVER_NOT_INDEPENDENT', params: { part }, whoCan: plan.mayApprove.map((role) => ({ role })) };
}
