import { Inject, Injectable } from '@nestjs/common';
import { complaintClosed, complaintResolved, machines, type Actor } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { Approvals } from './approvals';
import { Complainants } from './complainants';
import type { CaseSituation } from './domain/resolution-case';
import type { PlanState } from './domain/resolution-plan';
import { ResolutionCases } from './resolution-cases';

const { DONE } = machines.remedyLine.state;
const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** When and by whom the last thing was done that was left. */
export interface Completion {
  readonly at: Date;
  readonly actor: Actor;
  /** Remedies of earlier revisions that were done (T42). */
  readonly doneBefore?: CaseSituation['doneBefore'];
}

const CLOSURE = 'ADMINISTRATIVE';

/**
 * Resolves the complaint once every remedy is done, or cancelled with an approval (T27). A case of the enterprise itself is closed with that:
 * there is no one to follow up with (T34).
 */
@Injectable()
export class CompleteRemedies {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly cases: ResolutionCases,
    private readonly complainants: Complainants,
    private readonly approvals: Approvals,
  ) {}

  /**
   * To be called after acceptance, after every execution and after every cancellation, in the same transaction.
   * @param plan with how many of its remedies are left to be executed
   * @returns the complaint after it
   */
  async whenNothingIsLeft(
    tx: Transaction,
    complaintId: string,
    { left, planId, remedies }: Pick<PlanState, 'planId' | 'remedies'> & { readonly left: number },
    { at, actor, doneBefore = [] }: Completion,
  ): Promise<LockedComplaint> {
    const complaint = await this.custody.hold(tx, complaintId);
    if (left > 0) return complaint;
    await this.approvals.lapseAll(tx, complaint, { at, actor: SYSTEM });
    const resolved = await this.custody.move(tx, complaint, complaintResolved, {
      at,
      actor,
      payload: { planId, remediesDone: remedies.filter(({ state }) => state === DONE).length + doneBefore.length },
    });
    if (!(await this.complainants.areNone(tx, complaintId))) return resolved;
    const situation = await this.cases.situation(tx, complaintId);
    if (!situation?.plan) return resolved;
    const { plan, resolution } = situation;
    await this.cases.end(tx, resolution, { status: machines.resolution.state.CLOSED, at, closureCode: CLOSURE });
    const payload = { closureCode: CLOSURE, outcome: plan.outcome } as const;
    return this.custody.move(tx, await this.custody.hold(tx, complaintId), complaintClosed, { at, actor, payload });
  }
}
