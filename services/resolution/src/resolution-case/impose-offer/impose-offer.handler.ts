import { Inject, Injectable } from '@nestjs/common';
import { mustBeFree, obstaclesOf, type ComplaintCommand } from '@redress/commands';
import { machines, resolutionImposed, RULES, type ConsentException } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Offers } from '../../offer/offers';
import { Approvals } from '../approvals';
import { CaseDesk } from '../case-desk';
import { CompleteRemedies } from '../complete-remedies';
import { obstaclesToDecideImposition, obstaclesToProposeImposition } from '../domain/case-commands';
import { untilTheLastInstalment } from '../domain/instalments';
import type { Proposal } from '../domain/proposal';
import type { StandingOffer } from '../domain/resolution-case';
import type { PlanState } from '../domain/resolution-plan';
import { exceptionRestsOnTheCase } from '../domain/rules/exception-rests-on-the-case.rule';
import { proposalOf } from '../domain/rules/one-decides-what-another-proposed.rule';
import { planOnStory } from '../plan-on-story';
import { PutOffer } from '../put-offer';
import { ResolutionCases } from '../resolution-cases';

const { remedyLine } = machines;
const { APPROVED, REJECTED } = machines.approvalStep.state;

export interface ProposeImposition extends ComplaintCommand {
  readonly exception: ConsentException;
  /** For the complainant, who gets it in the letter; kept sealed. */
  readonly ground: string;
  /** For who decides; kept sealed. */
  readonly note?: string | undefined;
}

export interface DecideStep extends ComplaintCommand {
  readonly decision: 'APPROVE' | 'REJECT';
}

export interface StepTaken extends Moved {
  readonly stepId: string;
  /** Of the resolution after it. */
  readonly version: number;
}

/** What was offered is carried out without consent: one person proposes it, an executive decides (T26, RM-10). */
@Injectable()
export class ImposeOfferHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly approvals: Approvals,
    private readonly putOffer: PutOffer,
    private readonly completion: CompleteRemedies,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async propose(tx: Transaction, command: ProposeImposition): Promise<StepTaken> {
    const { actor, exception, ground, note } = command;
    const { complaint, situation } = await this.desk.open(tx, command, obstaclesToProposeImposition);
    mustBeFree(obstaclesOf(exceptionRestsOnTheCase(situation, exception)));
    const { offerId } = situation.offer as StandingOffer;
    const stepId = await this.approvals.propose(
      tx,
      complaint,
      {
        kind: 'IMPOSITION',
        subjectId: offerId,
        reasonCode: exception,
        words: { ground, note },
        asks: RULES.decidesWithoutConsent,
      },
      { at: this.clock.now(), actor: actor.onStory, by: actor.sub },
    );
    const version = await this.cases.touch(tx, situation.resolution);
    return { ...movedTo(complaint), stepId, version };
  }

  async decide(tx: Transaction, command: DecideStep): Promise<StepTaken> {
    const { actor, complaintId, decision } = command;
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, obstaclesToDecideImposition);
    const proposal = proposalOf(situation, 'IMPOSITION') as Proposal;
    const { proposerId, stepId } = proposal;
    const exception = proposal.reasonCode as ConsentException;
    const act = { at: this.clock.now(), actor: actor.onStory };
    if (decision === 'REJECT') {
      await this.approvals.settle(tx, complaint, proposal, REJECTED, act);
      const version = await this.cases.touch(tx, situation.resolution);
      return { ...movedTo(complaint), stepId, version };
    }
    // The flag may be gone since it was proposed.
    mustBeFree(obstaclesOf(exceptionRestsOnTheCase(situation, exception)));
    const { offerId } = situation.offer as StandingOffer;
    const dossierVersion = await this.putOffer.imposition(tx, complaint, situation, plan.now, {
      offerId,
      stepId,
      at: act.at,
    });
    await this.approvals.settle(tx, complaint, proposal, APPROVED, act);
    const { EXECUTING: to, OFFERED: from } = remedyLine.state;
    const { parties } = situation;
    const left = plan.isForSeveral ? plan.impose(parties) : plan.impose();
    const imposed = plan.now;
    const unasked = await this.withoutConsent(tx, imposed, parties);
    await this.offers.impose(tx, offerId, { at: act.at, by: actor.sub });
    if (plan.isForSeveral) await this.cases.advanceRemediesOf(tx, imposed, parties, to);
    else await this.cases.advanceRemedies(tx, imposed, { from, to });
    const version = await this.cases.touch(tx, situation.resolution);
    await this.custody.move(tx, complaint, resolutionImposed, {
      ...act,
      reasonCode: exception,
      payload: {
        ...planOnStory({ ...imposed, remedies: imposed.remedies.filter(({ state }) => state === to) }),
        offerId,
        ...(plan.isForSeveral ? { partyIds: unasked } : {}),
        stepId,
        exception,
        proposerId,
        approverId: actor.sub,
        ...untilTheLastInstalment(imposed.remedies),
        dossierVersion,
      },
    });
    const moved = await this.completion.whenNothingIsLeft(
      tx,
      complaintId,
      { ...imposed, left },
      {
        ...act,
        doneBefore: situation.doneBefore,
      },
    );
    return { ...movedTo(moved), stepId, version };
  }

  /** Of several complainants those who did not agree to what is done for them: they had not answered, or said no. */
  private async withoutConsent(tx: Transaction, plan: PlanState, parties: readonly string[]): Promise<string[]> {
    const offers = await this.offers.ofRevision(tx, plan);
    return offers
      .filter(({ partyId, state }) => parties.includes(partyId) && state !== machines.offer.state.ACCEPTED)
      .map(({ partyId }) => partyId);
  }
}
