import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { ofParty } from '../domain/remedy-line';
import { machines, remedyIn, remedyRenegotiated, RULES, type Actor } from '@redress/contracts';
import { Custody, movedTo, type HeldComplaint, type LockedComplaint, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Approvals } from '../approvals';
import { CaseDesk } from '../case-desk';
import { ConsentInContact } from '../consent-in-contact';
import { obstaclesToDecideRenegotiation, obstaclesToRenegotiate } from '../domain/case-commands';
import type { Proposal } from '../domain/proposal';
import type { ResolutionPlan } from '../domain/resolution-plan';
import { proposalOf } from '../domain/rules/one-decides-what-another-proposed.rule';
import type { DecideStep, StepTaken } from '../impose-offer/impose-offer.handler';
import { ResolutionCases, type StandingSituation } from '../resolution-cases';

const { APPROVED, REJECTED } = machines.approvalStep.state;
const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

export interface Renegotiate extends ComplaintCommand {
  /** The contacts in which the complainants concerned agreed. */
  readonly contactIds?: readonly string[] | undefined;
  /** For who decides; kept sealed. */
  readonly note?: string | undefined;
}

export interface RenegotiationAsked extends Moved {
  /** What an executive is to decide; null when the complainant agreed. */
  readonly stepId: string | null;
  readonly version: number;
}

/**
 * What was agreed proves impossible (T42): what is not done yet is cancelled, with the consent of the complainant or by an
 * executive, and the plan goes back to its drafters. What was done stays and counts.
 */
@Injectable()
export class RenegotiateHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly approvals: Approvals,
    private readonly consent: ConsentInContact,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async ask(tx: Transaction, command: Renegotiate): Promise<RenegotiationAsked> {
    const { actor, complaintId, contactIds, note } = command;
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, obstaclesToRenegotiate);
    const act = { at: this.clock.now(), actor: actor.onStory };
    if (contactIds) {
      const named = Object.fromEntries(contactIds.map((contactId, at) => [`/contactIds/${at}`, contactId]));
      const { parties } = situation;
      await this.consent.mustHold(tx, { complaintId, parties, plan: plan.now }, named, actor.sub);
      return { ...(await this.giveUp(tx, { complaint, situation, plan }, act, { contactIds })), stepId: null };
    }
    const stepId = await this.approvals.propose(
      tx,
      complaint,
      {
        kind: 'RENEGOTIATION',
        subjectId: plan.now.planId,
        reasonCode: 'IMPOSSIBLE',
        words: { note },
        asks: RULES.decidesWithoutConsent,
      },
      { ...act, by: actor.sub },
    );
    const version = await this.cases.touch(tx, situation.resolution);
    return { ...movedTo(complaint), stepId, version };
  }

  async decide(tx: Transaction, command: DecideStep): Promise<StepTaken> {
    const { actor, decision } = command;
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, obstaclesToDecideRenegotiation);
    const proposal = proposalOf(situation, 'RENEGOTIATION') as Proposal;
    const { stepId } = proposal;
    const act = { at: this.clock.now(), actor: actor.onStory };
    if (decision === 'REJECT') {
      await this.approvals.settle(tx, complaint, proposal, REJECTED, act);
      const version = await this.cases.touch(tx, situation.resolution);
      return { ...movedTo(complaint), stepId, version };
    }
    await this.approvals.settle(tx, complaint, proposal, APPROVED, act);
    const others = situation.proposals.filter((one) => one.stepId !== stepId);
    const at = { complaint, plan, situation: { ...situation, proposals: others } };
    return { ...(await this.giveUp(tx, at, act, { stepId, approverId: actor.sub })), stepId };
  }

  private async giveUp(
    tx: Transaction,
    at: { readonly complaint: HeldComplaint; readonly situation: StandingSituation; readonly plan: ResolutionPlan },
    act: { readonly at: Date; readonly actor: Actor },
    by: { readonly contactIds?: readonly string[]; readonly stepId?: string; readonly approverId?: string },
  ): Promise<Moved & { readonly version: number }> {
    const { complaint, plan, situation } = at;
    const { failure, cancelled, done } = plan.renegotiate();
    for (const { remedyId } of cancelled) await this.cases.cancelRemedy(tx, remedyId, act.at);
    await this.approvals.lapse(tx, complaint, situation.proposals, { at: act.at, actor: SYSTEM });
    const version = await this.cases.touch(tx, situation.resolution);
    const { planId, revision } = plan.now;
    const moved: LockedComplaint = await this.custody.move(tx, complaint, remedyRenegotiated, {
      ...act,
      reasonCode: failure,
      payload: {
        planId,
        revision,
        failure,
        done: [...situation.doneBefore, ...done].map((line) => ({ ...remedyIn(line), ...ofParty(line) })),
        cancelled: cancelled.map((line) => ({ ...remedyIn(line), ...ofParty(line) })),
        ...by,
      },
    });
    return { ...movedTo(moved), version };
  }
}
