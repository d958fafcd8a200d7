import type { PayloadOf, resolutionDrafted } from '@redress/contracts';
import type { RemedyLineState } from './domain/remedy-line';
import type { PlanState } from './domain/resolution-plan';

type PlanOnStory = Omit<PayloadOf<typeof resolutionDrafted>, 'drafterId'>;

/** A revision as events tell it: codes, amounts and dates, no words. */
export function planOnStory(plan: {
  readonly planId: string;
  readonly revision: number;
  readonly outcome: PlanState['outcome'];
  readonly remedies: readonly Pick<RemedyLineState, 'remedyId' | 'type' | 'amount' | 'ownerUnitId' | 'dueOn'>[];
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
