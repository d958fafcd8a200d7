import { Injectable } from '@nestjs/common';
import { resolutionDrafted } from '@redress/contracts';
import { Problem, type CommandContext } from '@redress/http';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { remedyDueOn, remedyRule, type CompiledPack } from '@redress/policy';
import { Vault } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import { DateTime } from 'luxon';
import type { z } from 'zod';
import { CaseDesk } from '../case-desk';
import { obstaclesToDraft, obstaclesToRevise } from '../domain/case-commands';
import { planSuitsTheVerdict } from '../domain/rules/plan-suits-the-verdict.rule';
import { remediesFollowThePack } from '../domain/rules/remedies-follow-the-pack.rule';
import { planOnStory } from '../plan-on-story';
import { mustBeAllowed, mustBeCurrent, mustBeTheRightPerson } from '../refusal';
import { ResolutionCases, type NewRevision, type StandingSituation } from '../resolution-cases';
import { SEALED } from '../sealed';
import type { draftedSchema, PlanBody } from './draft-plan.dto';

type Drafted = z.infer<typeof draftedSchema>;

/** Writes down what is to be done: the first draft moves the complaint (T17), later ones replace it. */
@Injectable()
export class DraftPlanHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly vault: Vault,
    private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async draft(tx: Transaction, command: CommandContext, body: PlanBody): Promise<Drafted> {
    const { complaintId, actor } = command;
    const situation = await this.admit(tx, command, obstaclesToDraft);
    const now = this.clock.now();
    const revision = await this.write(tx, situation, { planId: newId(), revision: 1 }, actor.sub, body, now);
    const moved = await this.custody.move(tx, await this.custody.hold(tx, complaintId), resolutionDrafted, {
      at: now,
      actor: actor.onStory,
      payload: { ...planOnStory(revision), drafterId: actor.sub },
    });
    return this.answer(tx, situation, revision, moved);
  }

  async revise(tx: Transaction, command: CommandContext, body: PlanBody): Promise<Drafted> {
    const situation = await this.admit(tx, command, obstaclesToRevise);
    const { plan } = situation;
    if (!plan) throw new Error('A drafted resolution has a plan');
    const next = { planId: plan.planId, revision: plan.revision + 1 };
    const revision = await this.write(tx, situation, next, command.actor.sub, body, this.clock.now());
    return this.answer(tx, situation, revision, await this.custody.lock(tx, command.complaintId));
  }

  private async admit(
    tx: Transaction,
    { complaintId, actor, expectedVersion }: CommandContext,
    obstaclesTo: typeof obstaclesToDraft,
  ): Promise<StandingSituation> {
    await this.custody.lock(tx, complaintId);
    const situation = await this.desk.situationOf(tx, complaintId);
    const obstacles = obstaclesTo(situation, this.desk.worker(actor));
    mustBeTheRightPerson(obstacles);
    mustBeCurrent(situation.resolution, expectedVersion);
    await this.custody.hold(tx, complaintId);
    mustBeAllowed(obstacles);
    return situation;
  }

  private async write(
    tx: Transaction,
    { resolution, standing }: StandingSituation,
    { planId, revision }: { readonly planId: string; readonly revision: number },
    drafterId: string,
    body: PlanBody,
    now: Date,
  ): Promise<NewRevision> {
    const pack = this.desk.procedureOf(standing);
    this.mustKeepTheRules(body, resolution.verdict, pack, now);
    const { complaintId } = resolution;
    const written: NewRevision = {
      planId,
      revision,
      outcome: body.outcome,
      drafterId,
      draftedAt: now,
      explanation: await this.vault.seal(tx, complaintId, SEALED.explanation, body.explanation),
      apology: body.apology ? await this.vault.seal(tx, complaintId, SEALED.apology, body.apology) : null,
      remedies: body.remedies.map(({ type, amount, ownerUnitId, dueOn, basis }) => ({
        remedyId: newId(),
        type,
        amount: amount ?? null,
        ownerUnitId,
        dueOn: dueOn ?? remedyDueOn(pack, type, now),
        basis: basis ?? null,
      })),
    };
    await this.cases.addRevision(tx, resolution, written);
    return written;
  }

  private mustKeepTheRules(
    body: PlanBody,
    verdict: StandingSituation['resolution']['verdict'],
    pack: CompiledPack,
    now: Date,
  ): void {
    const faults = [
      ...planSuitsTheVerdict(body, verdict),
      ...remediesFollowThePack(body.remedies, {
        needsAmount: (type) => remedyRule(pack, type)?.needsAmount,
        isUnit: (unitId) => this.desk.isUnit(unitId),
        today: DateTime.fromJSDate(now, { zone: pack.content.zone }).toISODate() as string,
      }),
    ];
    if (faults.length > 0) throw Problem.fields(...faults);
  }

  private async answer(
    tx: Transaction,
    { resolution }: StandingSituation,
    { planId, revision, remedies }: NewRevision,
    { complaintId, state, stateSeq }: LockedComplaint,
  ): Promise<Drafted> {
    const version = await this.cases.touch(tx, resolution);
    return {
      complaintId,
      state,
      stateSeq,
      planId,
      revision,
      remedyIds: remedies.map((line) => line.remedyId),
      version,
    };
  }
}
