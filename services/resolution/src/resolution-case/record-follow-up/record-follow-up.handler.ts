import { Inject, Injectable } from '@nestjs/common';
import { mustBeValid, type ComplaintCommand } from '@redress/commands';
import { complaintClosed, complaintReopened, followUpRecorded, machines, type ClosureCode } from '@redress/contracts';
import { Custody, movedTo, type HeldComplaint, type LockedComplaint, type Moved } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { followUpDeferrableUntil, isUnreachable } from '@redress/policy';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToFollowUp } from '../domain/case-commands';
import {
  consequenceOf,
  faultsOfDeferral,
  faultsOfReport,
  settledAs,
  type FollowUpConsequence,
  type FollowUpReport,
} from '../domain/follow-up';
import { ResolutionCases, type StandingSituation } from '../resolution-cases';
import { SEALED } from '../sealed';

export interface RecordFollowUp extends ComplaintCommand, FollowUpReport {
  /** What was said; kept sealed. */
  readonly comment?: string | undefined;
}

export interface FollowUpAnswered extends Moved {
  readonly followUpId: string;
  readonly attempt: number;
  /** Set when the attempt closed the complaint. */
  readonly closureCode: ClosureCode | null;
  readonly version: number;
}

/** Records an attempt to ask the complainant, and closes or reopens the complaint by its result, or waits (T28, T29, FU-04). */
@Injectable()
export class RecordFollowUpHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: RecordFollowUp): Promise<FollowUpAnswered> {
    const { complaintId, actor } = command;
    const { complaint, situation } = await this.desk.open(tx, command, obstaclesToFollowUp);
    const { followUps, resolution } = situation;
    const at = this.clock.now();
    const latest = followUpDeferrableUntil(this.desk.procedureOf(situation.standing), at);
    mustBeValid([...faultsOfReport(command), ...faultsOfDeferral(command.deferredUntil, at, latest)]);

    const followUp = { followUpId: newId(), attempt: followUps.length + 1, result: command.result };
    await this.cases.addFollowUp(tx, {
      ...followUp,
      complaintId,
      cycle: resolution.cycle,
      satisfaction: command.satisfaction ?? null,
      reasonCode: command.reasonCode ?? null,
      deferredUntil: command.deferredUntil ?? null,
      otherNeeds: command.otherNeeds
        ? await this.vault.seal(tx, complaintId, SEALED.otherNeeds(followUp.followUpId), command.otherNeeds)
        : null,
      comment: command.comment
        ? await this.vault.seal(tx, complaintId, SEALED.followUpComment(followUp.followUpId), command.comment)
        : null,
      callerId: actor.sub,
      at,
    });
    await this.outbox.append(tx, [
      {
        contract: followUpRecorded,
        complaint,
        at,
        actor: actor.onStory,
        reasonCode: command.reasonCode,
        payload: {
          ...followUp,
          satisfaction: command.satisfaction,
          ...(command.deferredUntil ? { deferredUntil: command.deferredUntil.toISOString() } : {}),
          ...(command.otherNeeds ? { otherNeeds: true } : {}),
          callerId: actor.sub,
        },
      },
    ]);
    const consequence = this.consequence(situation, command, at);
    const after = await this.carryOut(tx, consequence, { complaint, situation, command, at });
    const version = await this.cases.touch(tx, resolution);
    return {
      ...movedTo(after),
      followUpId: followUp.followUpId,
      attempt: followUp.attempt,
      closureCode: consequence.kind === 'CLOSE' ? consequence.closureCode : null,
      version,
    };
  }

  private consequence(
    { followUps, resolution, standing }: StandingSituation,
    report: FollowUpReport,
    at: Date,
  ): FollowUpConsequence {
    const inVain = followUps
      .filter(({ result }) => result === machines.followUp.state.UNREACHABLE)
      .map((followUp) => followUp.at);
    const isInVain = isUnreachable(this.desk.procedureOf(standing), [...inVain, at]);
    return consequenceOf(report, isInVain, { settled: settledAs(resolution), endsAs: resolution.endsAs });
  }

  private async carryOut(
    tx: Transaction,
    consequence: FollowUpConsequence,
    attempt: {
      readonly complaint: HeldComplaint;
      readonly situation: StandingSituation;
      readonly command: RecordFollowUp;
      readonly at: Date;
    },
  ): Promise<LockedComplaint> {
    const { at, command, complaint, situation } = attempt;
    const { plan, resolution } = situation;
    const move = { at, actor: command.actor.onStory, reasonCode: command.reasonCode };
    switch (consequence.kind) {
      case 'TRY_AGAIN':
        return complaint;
      case 'REOPEN':
        await this.cases.end(tx, resolution, { status: machines.resolution.state.REOPENED, at, closureCode: null });
        return this.custody.move(tx, complaint, complaintReopened, {
          ...move,
          payload: {
            reopenCount: complaint.reopenCount + 1,
            satisfaction: command.satisfaction,
            handlerId: resolution.handlerId,
            unitId: resolution.unitId,
          },
        });
      case 'CLOSE': {
        const { closureCode } = consequence;
        const outcome = plan?.outcome ?? resolution.outcome ?? undefined;
        await this.cases.end(tx, resolution, { status: machines.resolution.state.CLOSED, at, closureCode });
        return this.custody.move(tx, complaint, complaintClosed, {
          ...move,
          payload: { closureCode, satisfaction: command.satisfaction, outcome },
        });
      }
    }
  }
}
