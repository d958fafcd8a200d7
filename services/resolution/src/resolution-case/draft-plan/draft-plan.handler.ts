import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { resolutionDrafted, type DisputeOutcome } from '@redress/contracts';
import { Custody, movedTo, type LockedComplaint, type Moved } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { instalmentRule, remedyDueOn, remedyRule } from '@redress/policy';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { DateTime } from 'luxon';
import { CaseDesk } from '../case-desk';
import { obstaclesToDraft, obstaclesToRevise } from '../domain/case-commands';
import { ResolutionPlan, type DraftingRules, type PlanState, type ProposedPlan } from '../domain/resolution-plan';
import { planOnStory } from '../plan-on-story';
import { ResolutionCases, type StandingSituation } from '../resolution-cases';
import { SEALED } from '../sealed';

/** How disputes end that oblige to something; one that was given up or lost leaves the verdict as it was (T33). */
const AWARDED: readonly DisputeOutcome[] = ['FOR_COMPLAINANT', 'PARTLY_FOR_COMPLAINANT', 'SETTLED'];

/** A plan with its words. */
export interface WordedPlan extends ProposedPlan {
  /** What the complainant is told; kept sealed. */
  readonly explanation: string;
  readonly apology?: string | undefined;
}

export interface DraftPlan extends ComplaintCommand {
  readonly plan: WordedPlan;
}

export interface PlanDrafted extends Moved {
  readonly planId: string;
  readonly revision: number;
  /** In the order in which the remedies were proposed, one for each instalment. */
  readonly remedyIds: string[];
  /** Of the resolution after it. */
  readonly version: number;
}

/** Writes down what is to be done: the first draft moves the complaint (T17), later ones replace it. */
@Injectable()
export class DraftPlanHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async draft(tx: Transaction, command: DraftPlan): Promise<PlanDrafted> {
    const { actor } = command;
    const { complaint, situation } = await this.desk.open(tx, command, obstaclesToDraft);
    const at = this.clock.now();
    const plan = ResolutionPlan.draft(command.plan, this.rulesFor(situation, at), { by: actor.sub, at }).now;
    await this.write(tx, situation, plan, command.plan);
    const moved = await this.custody.move(tx, complaint, resolutionDrafted, {
      at,
      actor: actor.onStory,
      payload: { ...planOnStory(plan), drafterId: plan.drafterId },
    });
    return this.answer(tx, situation, plan, moved);
  }

  async revise(tx: Transaction, command: DraftPlan): Promise<PlanDrafted> {
    const { complaint, situation } = await this.desk.open(tx, command, obstaclesToRevise);
    const at = this.clock.now();
    const rules = this.rulesFor(situation, at);
    const act = { by: command.actor.sub, at };
    // A review or an award can ask for a plan where there never was one.
    const plan = situation.plan
      ? ResolutionPlan.restore(situation.plan).revise(command.plan, rules, act).now
      : ResolutionPlan.draft(command.plan, rules, act).now;
    await this.write(tx, situation, plan, command.plan);
    // No event tells of a revision before it is submitted, but its writer has drafted.
    const { complaintId } = complaint;
    this.custody.noteParticipants(tx, [{ complaintId, personId: command.actor.sub, part: 'DRAFTER' }]);
    return this.answer(tx, situation, plan, complaint);
  }

  private rulesFor(
    { dispute, doneBefore, resolution, standing, parties }: StandingSituation,
    now: Date,
  ): DraftingRules {
    const pack = this.desk.procedureOf(standing);
    return {
      // A round that was settled at once has none; what was awarded binds whatever the verdict was (T33).
      verdict:
        dispute?.binds && dispute.outcome && AWARDED.includes(dispute.outcome)
          ? 'UNDETERMINED'
          : (resolution.verdict ?? 'UNDETERMINED'),
      parties,
      doneBefore: doneBefore.length,
      needsAmount: (type) => remedyRule(pack, type)?.needsAmount,
      instalments: (type) => instalmentRule(pack, type, now),
      isUnit: (unitId) => this.desk.isUnit(unitId, resolution.organisationId),
      today: DateTime.fromJSDate(now, { zone: pack.content.zone }).toISODate() as string,
      dueOn: (type) => remedyDueOn(pack, type, now),
      newId,
    };
  }

  private async write(
    tx: Transaction,
    { resolution }: StandingSituation,
    plan: PlanState,
    { explanation, apology }: WordedPlan,
  ): Promise<void> {
    const { complaintId } = resolution;
    const { planId, revision } = plan;
    await this.cases.addRevision(tx, resolution, {
      ...plan,
      explanation: await this.vault.seal(tx, complaintId, SEALED.explanation(planId, revision), explanation),
      apology: apology ? await this.vault.seal(tx, complaintId, SEALED.apology(planId, revision), apology) : null,
    });
  }

  private async answer(
    tx: Transaction,
    { resolution }: StandingSituation,
    { planId, revision, remedies }: PlanState,
    complaint: LockedComplaint,
  ): Promise<PlanDrafted> {
    const version = await this.cases.touch(tx, resolution);
    return {
      ...movedTo(complaint),
      planId,
      revision,
      remedyIds: remedies.map((line) => line.remedyId),
      version,
    };
  }
}
