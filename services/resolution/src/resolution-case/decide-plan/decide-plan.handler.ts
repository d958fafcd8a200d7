import { Inject, Injectable } from '@nestjs/common';
import { mustBeFree, obstaclesOf, type ComplaintCommand } from '@redress/commands';
import { approvalRejected, resolutionOffered } from '@redress/contracts';
import { Custody, movedTo, type HeldComplaint, type LockedComplaint, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToDecide } from '../domain/case-commands';
import type { ResolutionPlan } from '../domain/resolution-plan';
import { complainantIsThere } from '../domain/rules/complainant-is-there.rule';
import { planIsForItsParties } from '../domain/rules/lines-name-their-party.rule';
import { planOnStory } from '../plan-on-story';
import { PutOffer } from '../put-offer';
import { ResolutionCases, type StandingSituation } from '../resolution-cases';
import { SEALED } from '../sealed';

export interface DecidePlan extends ComplaintCommand {
  readonly decision: 'APPROVE' | 'REJECT';
  /** Why it is rejected. */
  readonly reasonCode?: string | undefined;
  /** For the drafter; kept sealed. */
  readonly comment?: string | undefined;
}

export interface PlanDecided extends Moved {
  readonly planId: string;
  readonly revision: number;
  /** Null when the plan was rejected. */
  readonly offerId: string | null;
  readonly version: number;
}

/** What is decided, by whom and on what. */
interface Ruling {
  readonly complaint: HeldComplaint;
  readonly situation: StandingSituation;
  readonly plan: ResolutionPlan;
  readonly actor: ComplaintCommand['actor'];
  readonly at: Date;
  /** Sealed. */
  readonly comment: Buffer | null;
}

/** Approves a plan, which offers it to the complainant (T20), or sends it back (T19). */
@Injectable()
export class DecidePlanHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly putOffer: PutOffer,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: DecidePlan): Promise<PlanDecided> {
    const { complaintId, actor, comment, decision, reasonCode } = command;
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, obstaclesToDecide);
    const { resolution } = situation;
    const { planId, revision } = plan.now;
    const ruling: Ruling = {
      complaint,
      situation,
      plan,
      actor,
      at: this.clock.now(),
      comment: comment ? await this.vault.seal(tx, complaintId, SEALED.comment(planId, revision), comment) : null,
    };
    const { moved, offerId } =
      decision === 'APPROVE' ? await this.offer(tx, ruling) : await this.reject(tx, ruling, reasonCode);
    const version = await this.cases.touch(tx, resolution);
    return { ...movedTo(moved), planId, revision, offerId, version };
  }

  private async reject(
    tx: Transaction,
    { actor, at, comment, complaint, plan }: Ruling,
    reasonCode: string | undefined,
  ): Promise<{ moved: LockedComplaint; offerId: null }> {
    const decision = plan.reject({ by: actor.sub, at }, reasonCode ?? null);
    const { planId, revision } = plan.now;
    await this.cases.reject(tx, plan.now, { ...decision, comment });
    const moved = await this.custody.move(tx, complaint, approvalRejected, {
      at,
      actor: actor.onStory,
      reasonCode,
      payload: { planId, revision, approverId: decision.approverId },
    });
    return { moved, offerId: null };
  }

  private async offer(
    tx: Transaction,
    { actor, at, comment, complaint, plan, situation }: Ruling,
  ): Promise<{ moved: LockedComplaint; offerId: string }> {
    mustBeFree(obstaclesOf(planIsForItsParties(situation), complainantIsThere(situation)));
    const decision = plan.approve({ by: actor.sub, at });
    const offered = plan.now;
    await this.cases.approve(tx, offered, { ...decision, comment });
    const { offerId, ...put } = await this.putOffer.offer(tx, complaint, situation, offered, at);
    const { approverId } = decision;
    const moved = await this.custody.move(tx, complaint, resolutionOffered, {
      at,
      actor: actor.onStory,
      payload: { ...planOnStory(offered), offerId, approverId, isFinal: offered.isFinal, ...put },
    });
    return { moved, offerId };
  }
}
