import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { approvalRejected, resolutionOffered, type ResolutionDossier } from '@redress/contracts';
import type { CommandContext } from '@redress/http';
import { Custody, type HeldComplaint, type LockedComplaint } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import type { z } from 'zod';
import { Offers } from '../../offer/offers';
import { CaseDesk } from '../case-desk';
import { obstaclesToDecide } from '../domain/case-commands';
import type { ResolutionCase } from '../domain/resolution-case';
import type { ResolutionPlan } from '../domain/resolution-plan';
import { planOnStory } from '../plan-on-story';
import { mustBeAllowed, mustBeCurrent, mustBeTheRightPerson } from '../refusal';
import { ResolutionCases, type Decision } from '../resolution-cases';
import { SEALED } from '../sealed';
import type { decidedSchema, DecisionBody } from './decide-plan.dto';

const TOKEN_BYTES = 32;

/** What is decided, by whom and on what. */
interface Ruling extends Decision {
  readonly complaint: HeldComplaint;
  readonly resolution: ResolutionCase;
  readonly plan: ResolutionPlan;
  readonly actor: CommandContext['actor'];
}

/** Approves a plan, which offers it to the complainant (T20), or sends it back (T19). */
@Injectable()
export class DecidePlanHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly vault: Vault,
    private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(
    tx: Transaction,
    { complaintId, actor, expectedVersion }: CommandContext,
    { decision, reasonCode, comment }: DecisionBody,
  ): Promise<z.infer<typeof decidedSchema>> {
    await this.custody.lock(tx, complaintId);
    const situation = await this.desk.situationOf(tx, complaintId);
    const { plan, resolution } = situation;
    const obstacles = obstaclesToDecide(situation, this.desk.worker(actor));
    mustBeTheRightPerson(obstacles);
    mustBeCurrent(resolution, expectedVersion);
    const complaint = await this.custody.hold(tx, complaintId);
    mustBeAllowed(obstacles);
    if (!plan) throw new Error('A submitted resolution has a plan');

    const ruling: Ruling = {
      complaint,
      resolution,
      plan,
      actor,
      approverId: actor.sub,
      at: this.clock.now(),
      rejectionReason: decision === 'REJECT' ? (reasonCode ?? null) : null,
      comment: comment ? await this.vault.seal(tx, complaintId, SEALED.comment, comment) : null,
    };
    const { moved, offerId } = decision === 'APPROVE' ? await this.offer(tx, ruling) : await this.reject(tx, ruling);
    const version = await this.cases.touch(tx, resolution);
    return {
      complaintId,
      state: moved.state,
      stateSeq: moved.stateSeq,
      planId: plan.planId,
      revision: plan.revision,
      offerId,
      version,
    };
  }

  private async reject(tx: Transaction, ruling: Ruling): Promise<{ moved: LockedComplaint; offerId: null }> {
    const { actor, approverId, at, complaint, plan, rejectionReason } = ruling;
    await this.cases.reject(tx, plan, ruling);
    const moved = await this.custody.move(tx, complaint, approvalRejected, {
      at,
      actor: actor.onStory,
      reasonCode: rejectionReason ?? undefined,
      payload: { planId: plan.planId, revision: plan.revision, approverId },
    });
    return { moved, offerId: null };
  }

  private async offer(tx: Transaction, ruling: Ruling): Promise<{ moved: LockedComplaint; offerId: string }> {
    const { actor, approverId, at, complaint, plan, resolution } = ruling;
    const offerId = newId();
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.cases.approve(tx, plan, ruling);
    await this.cases.advanceRemedies(tx, plan, { from: 'PROPOSED', to: 'APPROVED' });
    await this.offers.add(tx, {
      offerId,
      complaintId: complaint.complaintId,
      cycle: resolution.cycle,
      planId: plan.planId,
      revision: plan.revision,
      tokenSha256: createHash('sha256').update(token).digest(),
      offeredAt: at,
    });
    await this.cases.advanceRemedies(tx, plan, { from: 'APPROVED', to: 'OFFERED' });
    const dossier = await this.dossierOf(tx, complaint.complaintId, plan, { offerId, token });
    const dossierVersion = await this.vault.writeDossier(tx, complaint, dossier, at);
    const moved = await this.custody.move(tx, complaint, resolutionOffered, {
      at,
      actor: actor.onStory,
      payload: { ...planOnStory(plan), offerId, approverId, dossierVersion },
    });
    return { moved, offerId };
  }

  private async dossierOf(
    tx: Transaction,
    complaintId: string,
    plan: ResolutionPlan,
    link: { readonly offerId: string; readonly token: string },
  ): Promise<ResolutionDossier> {
    const { explanation, apology } = await this.cases.textsOf(tx, plan);
    const open = await this.vault.opener(tx, complaintId);
    return {
      offer: {
        ...link,
        revision: plan.revision,
        outcome: plan.outcome,
        explanation: open(SEALED.explanation, explanation),
        ...(apology ? { apology: open(SEALED.apology, apology) } : {}),
        remedies: plan.remedies.map(({ type, amount, dueOn }) => ({ type, ...(amount ? { amount } : {}), dueOn })),
      },
    };
  }
}
