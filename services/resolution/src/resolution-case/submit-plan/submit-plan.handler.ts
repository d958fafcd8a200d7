import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { amountOf, resolutionSubmitted, type RoleCode } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { approvalFor, totalsOf } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToSubmit } from '../domain/case-commands';
import { planOnStory } from '../plan-on-story';
import { ResolutionCases } from '../resolution-cases';

export interface PlanSubmitted extends Moved {
  readonly planId: string;
  readonly revision: number;
  /** Lowest role that the authority matrix lets approve it. */
  readonly approverRole: RoleCode;
  readonly version: number;
}

/** Puts the draft before the role that the authority matrix asks for (T18). */
@Injectable()
export class SubmitPlanHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: ComplaintCommand): Promise<PlanSubmitted> {
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, obstaclesToSubmit);
    const at = this.clock.now();
    // What was done under an earlier revision counts (T42, LI-07).
    const amounts = [...situation.doneBefore, ...plan.now.remedies].map((line) => ({ amount: amountOf(line) }));
    const authority = approvalFor(this.desk.procedureOf(situation.standing), totalsOf(amounts));
    plan.submit(authority, at);
    const { planId, revision, drafterId } = plan.now;
    await this.cases.submit(tx, plan.now, authority, at);
    const version = await this.cases.touch(tx, situation.resolution);
    const moved = await this.custody.move(tx, complaint, resolutionSubmitted, {
      at,
      actor: command.actor.onStory,
      payload: { ...planOnStory(plan.now), drafterId, approverRole: authority.role },
    });
    return { ...movedTo(moved), planId, revision, approverRole: authority.role, version };
  }
}
