import { Injectable } from '@nestjs/common';
import { complaintResolved, type Actor } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import type { ResolutionCase } from './domain/resolution-case';
import { ResolutionCases } from './resolution-cases';

/** Resolves the complaint once nothing is left to be executed (T27). */
@Injectable()
export class CompleteRemedies {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly custody: Custody<'resolution'>,
  ) {}

  /** To be called after acceptance and after every execution, in the same transaction. @returns the complaint after it */
  async whenNothingIsLeft(
    tx: Transaction,
    round: Pick<ResolutionCase, 'complaintId' | 'cycle'>,
    { at, actor }: { readonly at: Date; readonly actor: Actor },
  ): Promise<LockedComplaint> {
    const complaint = await this.custody.hold(tx, round.complaintId);
    const plan = await this.cases.planOf(tx, round);
    if (!plan || plan.remedies.some(({ state }) => state !== 'DONE')) return complaint;
    return this.custody.move(tx, complaint, complaintResolved, {
      at,
      actor,
      payload: { planId: plan.planId, remediesDone: plan.remedies.length },
    });
  }
}
