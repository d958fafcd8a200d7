import { remedyIn, type PayloadOf, type resolutionDrafted } from '@redress/contracts';
import type { PlanState } from './domain/resolution-plan';

type PlanOnStory = Omit<PayloadOf<typeof resolutionDrafted>, 'drafterId'>;

/** A revision as events tell it: codes, amounts and dates, no words. */
export function planOnStory(plan: Pick<PlanState, 'planId' | 'revision' | 'outcome' | 'remedies'>): PlanOnStory {
  return {
    planId: plan.planId,
    revision: plan.revision,
    outcome: plan.outcome,
    remedies: plan.remedies.map((line) => ({
      remedyId: line.remedyId,
      ...remedyIn(line),
      ownerUnitId: line.ownerUnitId,
      dueOn: line.dueOn,
      ...(line.partyId ? { partyId: line.partyId } : {}),
    })),
  };
}
