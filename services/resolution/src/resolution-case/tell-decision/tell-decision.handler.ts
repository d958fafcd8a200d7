import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { decisionTold, machines } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { CompleteRemedies } from '../complete-remedies';
import { obstaclesToTell } from '../domain/case-commands';
import { planOnStory } from '../plan-on-story';
import { PutOffer } from '../put-offer';
import { ResolutionCases } from '../resolution-cases';

const { APPROVED, EXECUTING, PROPOSED } = machines.remedyLine.state;

export interface DecisionTold extends Moved {
  readonly planId: string;
  readonly revision: number;
  readonly version: number;
}

/** Has a plan that asks nothing of the complainant told as a decision; what it promises begins at once (T41, CM-06). */
@Injectable()
export class TellDecisionHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly putOffer: PutOffer,
    private readonly completion: CompleteRemedies,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: ComplaintCommand): Promise<DecisionTold> {
    const { actor, complaintId } = command;
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, (found, worker) =>
      obstaclesToTell(found, worker, this.desk.isBelowLimit(found)),
    );
    const at = this.clock.now();
    const { status } = plan.now;
    const left = plan.tell({ by: actor.sub, at });
    const told = plan.now;
    const { planId, revision } = told;
    await this.cases.tell(tx, told, status);
    await this.cases.advanceRemedies(tx, told, { from: PROPOSED, to: APPROVED });
    await this.cases.advanceRemedies(tx, told, { from: APPROVED, to: EXECUTING });
    const { dossierVersion } = await this.putOffer.decision(tx, complaint, situation, told, at);
    const version = await this.cases.touch(tx, situation.resolution);
    await this.custody.move(tx, complaint, decisionTold, {
      at,
      actor: actor.onStory,
      payload: { ...planOnStory(told), deciderId: actor.sub, dossierVersion },
    });
    const moved = await this.completion.whenNothingIsLeft(
      tx,
      complaintId,
      { ...told, left },
      { at, actor: actor.onStory, doneBefore: situation.doneBefore },
    );
    return { ...movedTo(moved), planId, revision, version };
  }
}
