import { Injectable } from '@nestjs/common';
import { machines, remedyCancelled, remedyIn, RULES, type CancellationReason } from '@redress/contracts';
import { movedTo } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Approvals } from '../approvals';
import type { OnRemedy } from '../carry-out-remedy/carry-out-remedy.handler';
import { CaseDesk } from '../case-desk';
import { CompleteRemedies } from '../complete-remedies';
import { ConsentInContact } from '../consent-in-contact';
import { obstaclesToDecideCancellation, obstaclesToProposeCancellation } from '../domain/case-commands';
import type { Proposal } from '../domain/proposal';
import { proposalOf } from '../domain/rules/one-decides-what-another-proposed.rule';
import type { DecideStep, StepTaken } from '../impose-offer/impose-offer.handler';
import { onRemedy } from '../on-remedy';
import { ofParty } from '../domain/remedy-line';
import { ResolutionCases } from '../resolution-cases';

const { APPROVED, REJECTED } = machines.approvalStep.state;

export interface ProposeCancellation extends OnRemedy {
  readonly reason: CancellationReason;
  /** The contact in which the complainant agreed. */
  readonly contactId?: string | undefined;
  /** For who decides; kept sealed. */
  readonly note?: string | undefined;
}

/** A remedy that was agreed is not carried out any more: one person proposes it, another decides (T27). */
@Injectable()
export class CancelRemedyHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly approvals: Approvals,
    private readonly consent: ConsentInContact,
    private readonly completion: CompleteRemedies,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async propose(tx: Transaction, command: ProposeCancellation): Promise<StepTaken> {
    const { actor, complaintId, contactId, note, reason, remedyId } = command;
    const obstacles = onRemedy(remedyId, obstaclesToProposeCancellation);
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, obstacles);
    const remedies = plan.now.remedies.filter((line) => line.remedyId === remedyId);
    if (contactId) {
      const given = { complaintId, parties: situation.parties, plan: { ...plan.now, remedies } };
      await this.consent.mustHold(tx, given, { '/contactId': contactId });
    }
    const stepId = await this.approvals.propose(
      tx,
      complaint,
      {
        kind: 'CANCELLATION',
        subjectId: remedyId,
        contactId,
        reasonCode: reason,
        words: { note },
        asks: contactId ? RULES.decidesCancellations : RULES.decidesWithoutConsent,
      },
      { at: this.clock.now(), actor: actor.onStory, by: actor.sub },
    );
    const version = await this.cases.touch(tx, situation.resolution);
    return { ...movedTo(complaint), stepId, version };
  }

  async decide(tx: Transaction, command: DecideStep & OnRemedy): Promise<StepTaken> {
    const { actor, complaintId, decision, remedyId } = command;
    const obstacles = onRemedy(remedyId, obstaclesToDecideCancellation);
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, obstacles);
    const proposal = proposalOf(situation, 'CANCELLATION', remedyId) as Proposal;
    const { contactId, reasonCode, stepId } = proposal;
    const act = { at: this.clock.now(), actor: actor.onStory };
    await this.approvals.settle(tx, complaint, proposal, decision === 'APPROVE' ? APPROVED : REJECTED, act);
    const version = await this.cases.touch(tx, situation.resolution);
    if (decision === 'REJECT') return { ...movedTo(complaint), stepId, version };
    const { line, left } = plan.cancel(remedyId);
    await this.cases.cancelRemedy(tx, remedyId, act.at);
    await this.outbox.append(tx, [
      {
        ...act,
        contract: remedyCancelled,
        complaint,
        reasonCode,
        payload: {
          planId: plan.now.planId,
          remedyId,
          remedy: { ...remedyIn(line), ...ofParty(line) },
          reason: reasonCode as CancellationReason,
          stepId,
          approverId: actor.sub,
          contactId: contactId ?? undefined,
        },
      },
    ]);
    const { doneBefore, proposals } = situation;
    const others = proposals.filter((one) => one.stepId !== stepId);
    await this.approvals.lapseOutdated(tx, complaint, others, plan.now, act);
    const after = await this.completion.whenNothingIsLeft(
      tx,
      complaintId,
      { ...plan.now, left },
      { ...act, doneBefore },
    );
    return { ...movedTo(after), stepId, version };
  }
}
