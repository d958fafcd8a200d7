import type { PayloadOf, resolutionDrafted } from '@redress/contracts';
import type { RemedyLine, ResolutionPlan } from './domain/resolution-plan';

type PlanOnStory = Omit<PayloadOf<typeof resolutionDrafted>, 'drafterId'>;

/** A revision as events tell it: codes, amounts and dates, no words. */
export function planOnStory(plan: {
  readonly planId: string;
  readonly revision: number;
  readonly outcome: ResolutionPlan['outcome'];
  readonly remedies: readonly Pick<RemedyLine, 'remedyId' | 'type' | 'amount' | 'ownerUnitId' | 'dueOn'>[];
}): PlanOnStory {
  return {
    planId: plan.planId,
    revision: plan.revision,
    outcome: plan.outcome,
    remedies: plan.remedies.map(({ remedyId, type, amount, ownerUnitId, dueOn }) => ({
      remedyId,
      type,
      ...(amount ? { amount } : {}),
      ownerUnitId,
      dueOn,
    })),
  };
}
