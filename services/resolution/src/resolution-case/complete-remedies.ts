import { Inject, Injectable } from '@nestjs/common';
import { complaintResolved, type Actor } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import type { PlanState } from './domain/resolution-plan';

/** Resolves the complaint once nothing is left to be executed (T27). */
@Injectable()
export class CompleteRemedies {
  constructor(@Inject(Custody) private readonly custody: Custody<'resolution'>) {}

  /**
   * To be called after acceptance and after every execution, in the same transaction.
   * @param plan with how many of its remedies are left to be executed
   * @returns the complaint after it
   */
  async whenNothingIsLeft(
    tx: Transaction,
    complaintId: string,
    { left, planId, remedies }: Pick<PlanState, 'planId' | 'remedies'> & { readonly left: number },
    { at, actor }: { readonly at: Date; readonly actor: Actor },
  ): Promise<LockedComplaint> {
    const complaint = await this.custody.hold(tx, complaintId);
    if (left > 0) return complaint;
    return this.custody.move(tx, complaint, complaintResolved, {
      at,
      actor,
      payload: { planId, remediesDone: remedies.length },
    });
  }
}
