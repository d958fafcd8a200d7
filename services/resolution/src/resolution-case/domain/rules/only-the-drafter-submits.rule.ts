import type { CaseWorker, Obstacle } from '@redress/commands';
import type { PlanState } from '../resolution-plan';

/** The person who wrote the revision answers for it before the approver (T18). */
export function onlyTheDrafterSubmits(plan: PlanState | undefined, worker: CaseWorker): Obstacle | undefined {
  if (!plan || plan.drafterId === worker.id) return undefined;
  return { code: 'NOT_THE_DRAFTER', whoCan: [{ person: plan.drafterId }] };
}
