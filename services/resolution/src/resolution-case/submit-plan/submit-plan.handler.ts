import { Injectable } from '@nestjs/common';
import { resolutionSubmitted, RoleCode } from '@redress/contracts';
import { movedSchema, type CommandContext } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { approvalFor, totalsOf } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { z } from 'zod';
import { CaseDesk } from '../case-desk';
import { obstaclesToSubmit } from '../domain/case-commands';
import { planOnStory } from '../plan-on-story';
import { mustBeAllowed, mustBeCurrent, mustBeTheRightPerson } from '../refusal';
import { ResolutionCases } from '../resolution-cases';

export const submittedSchema = movedSchema.extend({
  planId: z.uuid(),
  revision: z.number().int().positive(),
  approverRole: RoleCode.describe('Lowest role that the authority matrix lets approve it'),
  version: z.number().int(),
});

/** Puts the draft before the role that the authority matrix asks for (T18). */
@Injectable()
export class SubmitPlanHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(
    tx: Transaction,
    { complaintId, actor, expectedVersion }: CommandContext,
  ): Promise<z.infer<typeof submittedSchema>> {
    await this.custody.lock(tx, complaintId);
    const situation = await this.desk.situationOf(tx, complaintId);
    const { plan, resolution, standing } = situation;
    const obstacles = obstaclesToSubmit(situation, this.desk.worker(actor));
    mustBeTheRightPerson(obstacles);
    mustBeCurrent(resolution, expectedVersion);
    const complaint = await this.custody.hold(tx, complaintId);
    mustBeAllowed(obstacles);
    if (!plan) throw new Error('A drafted resolution has a plan');

    const now = this.clock.now();
    const amounts = plan.remedies.map(({ amount }) => ({ amount: amount ?? undefined }));
    const authority = approvalFor(this.desk.procedureOf(standing), totalsOf(amounts));
    await this.cases.submit(tx, plan, authority, now);
    const version = await this.cases.touch(tx, resolution);
    const { state, stateSeq } = await this.custody.move(tx, complaint, resolutionSubmitted, {
      at: now,
      actor: actor.onStory,
      payload: { ...planOnStory(plan), drafterId: plan.drafterId, approverRole: authority.role },
    });
    return {
      complaintId,
      state,
      stateSeq,
      planId: plan.planId,
      revision: plan.revision,
      approverRole: authority.role,
      version,
    };
  }
}
