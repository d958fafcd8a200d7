import { Injectable } from '@nestjs/common';
import { complaintClosed, complaintReopened, followUpRecorded } from '@redress/contracts';
import { Problem, type CommandContext } from '@redress/http';
import { Custody, type HeldComplaint, type LockedComplaint } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { isUnreachable } from '@redress/policy';
import { Vault } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import type { z } from 'zod';
import { CaseDesk } from '../case-desk';
import { obstaclesToFollowUp } from '../domain/case-commands';
import { consequenceOf, faultsOfReport, type FollowUpConsequence } from '../domain/follow-up';
import { mustBeAllowed, mustBeCurrent, mustBeTheRightPerson } from '../refusal';
import { ResolutionCases, type StandingSituation } from '../resolution-cases';
import { SEALED } from '../sealed';
import type { FollowUpBody, followUpRecordedSchema } from './record-follow-up.dto';

/** Records an attempt to ask the complainant, and closes or reopens the complaint by its result (T28, T29). */
@Injectable()
export class RecordFollowUpHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly vault: Vault,
    private readonly custody: Custody<'resolution'>,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async handle(
    tx: Transaction,
    { complaintId, actor, expectedVersion }: CommandContext,
    body: FollowUpBody,
  ): Promise<z.infer<typeof followUpRecordedSchema>> {
    await this.custody.lock(tx, complaintId);
    const situation = await this.desk.situationOf(tx, complaintId);
    const { followUps, resolution } = situation;
    const obstacles = obstaclesToFollowUp(situation, this.desk.worker(actor));
    mustBeTheRightPerson(obstacles);
    mustBeCurrent(resolution, expectedVersion);
    const complaint = await this.custody.hold(tx, complaintId);
    mustBeAllowed(obstacles);
    const faults = faultsOfReport(body);
    if (faults.length > 0) throw Problem.fields(...faults);

    const at = this.clock.now();
    const followUp = { followUpId: newId(), attempt: followUps.length + 1, result: body.result };
    await this.cases.addFollowUp(tx, {
      ...followUp,
      complaintId,
      cycle: resolution.cycle,
      satisfaction: body.satisfaction ?? null,
      reasonCode: body.reasonCode ?? null,
      comment: body.comment ? await this.vault.seal(tx, complaintId, SEALED.followUpComment, body.comment) : null,
      callerId: actor.sub,
      at,
    });
    await this.outbox.append(tx, [
      {
        contract: followUpRecorded,
        complaint,
        at,
        actor: actor.onStory,
        reasonCode: body.reasonCode,
        payload: { ...followUp, satisfaction: body.satisfaction, callerId: actor.sub },
      },
    ]);
    const consequence = this.consequence(situation, body, at);
    const after = await this.carryOut(tx, consequence, { complaint, situation, body, actor, at });
    const version = await this.cases.touch(tx, resolution);
    return {
      complaintId,
      state: after.state,
      stateSeq: after.stateSeq,
      followUpId: followUp.followUpId,
      attempt: followUp.attempt,
      closureCode: consequence.kind === 'CLOSE' ? consequence.closureCode : null,
      version,
    };
  }

  private consequence({ followUps, standing }: StandingSituation, body: FollowUpBody, at: Date): FollowUpConsequence {
    const inVain = followUps.filter(({ result }) => result === 'UNREACHABLE').map((followUp) => followUp.at);
    return consequenceOf(body, isUnreachable(this.desk.procedureOf(standing), [...inVain, at]));
  }

  private async carryOut(
    tx: Transaction,
    consequence: FollowUpConsequence,
    attempt: {
      readonly complaint: HeldComplaint;
      readonly situation: StandingSituation;
      readonly body: FollowUpBody;
      readonly actor: CommandContext['actor'];
      readonly at: Date;
    },
  ): Promise<LockedComplaint> {
    const { actor, at, body, complaint, situation } = attempt;
    const { plan, resolution } = situation;
    const move = { at, actor: actor.onStory, reasonCode: body.reasonCode };
    switch (consequence.kind) {
      case 'TRY_AGAIN':
        return complaint;
      case 'REOPEN':
        await this.cases.end(tx, resolution, { status: 'REOPENED', at, closureCode: null });
        return this.custody.move(tx, complaint, complaintReopened, {
          ...move,
          payload: {
            reopenCount: resolution.cycle + 1,
            satisfaction: body.satisfaction,
            handlerId: resolution.handlerId,
            unitId: resolution.unitId,
          },
        });
      case 'CLOSE': {
        if (!plan) throw new Error('A resolved complaint has a plan');
        const { closureCode } = consequence;
        await this.cases.end(tx, resolution, { status: 'CLOSED', at, closureCode });
        return this.custody.move(tx, complaint, complaintClosed, {
          ...move,
          payload: { closureCode, satisfaction: body.satisfaction, outcome: plan.outcome },
        });
      }
    }
  }
}
