import { Injectable } from '@nestjs/common';
import { commandView } from '@redress/http';
import { Database } from '@redress/persistence';
import { KeyMissing, Vault } from '@redress/service-host';
import { Offers, type Consent, type Offer } from '../../offer/offers';
import { obstaclesToExecute } from '../domain/case-commands';
import type { CaseWorker } from '../domain/case-worker';
import type { CaseSituation, ResolutionCase } from '../domain/resolution-case';
import type { ResolutionPlan } from '../domain/resolution-plan';
import { ResolutionCases } from '../resolution-cases';
import { SEALED } from '../sealed';
import type { FollowUpView, OfferView, PlanView, RoundView } from './read-case.dto';

/** Who looks, and what they may see. */
export interface Reader {
  readonly worker: CaseWorker;
  readonly showsWords: boolean;
  readonly complaintState: CaseSituation['complaintState'];
}

/** Puts a round into the shape in which it is read. */
@Injectable()
export class RoundViews {
  constructor(
    private readonly database: Database,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly vault: Vault,
  ) {}

  async of(round: ResolutionCase, reader: Reader): Promise<RoundView> {
    const plan = await this.cases.planOf(this.database, round);
    const offer = await this.offers.ofRound(this.database, round);
    const consent = await this.offers.consentOf(this.database, round);
    const situation: CaseSituation = {
      resolution: round,
      complaintState: reader.complaintState,
      plan,
      hasConsent: consent !== undefined,
      followUps: [],
    };
    return {
      cycle: round.cycle,
      status: round.status,
      unitId: round.unitId,
      handlerId: round.handlerId,
      verdict: round.verdict,
      reasonableness: round.reasonableness,
      openedAt: round.openedAt.toISOString(),
      closedAt: isoOrNull(round.closedAt),
      closureCode: round.closureCode,
      plan: plan ? await this.planView(plan, situation, reader) : null,
      offer: offer ? offerView(offer, consent) : null,
      followUps: await this.followUpViews(round, reader),
    };
  }

  private async planView(plan: ResolutionPlan, situation: CaseSituation, reader: Reader): Promise<PlanView> {
    const { complaintId } = situation.resolution;
    const texts = await this.cases.textsOf(this.database, plan);
    const open = (context: string, sealed: Buffer | null) => this.words(reader, complaintId, context, sealed);
    return {
      planId: plan.planId,
      revision: plan.revision,
      outcome: plan.outcome,
      status: plan.status,
      drafterId: plan.drafterId,
      draftedAt: plan.draftedAt.toISOString(),
      explanation: await open(SEALED.explanation, texts.explanation),
      apology: await open(SEALED.apology, texts.apology),
      approval: {
        approverRole: plan.approverRole,
        mayApprove: [...plan.mayApprove],
        submittedAt: isoOrNull(plan.submittedAt),
        approverId: plan.approverId,
        decidedAt: isoOrNull(plan.decidedAt),
        rejectionReason: plan.rejectionReason,
        comment: await open(SEALED.comment, texts.comment),
      },
      remedies: plan.remedies.map((line) => ({
        ...line,
        executedAt: isoOrNull(line.executedAt),
        commands: [commandView('execution', ...obstaclesToExecute(situation, line, reader.worker))],
      })),
    };
  }

  private async followUpViews(round: ResolutionCase, reader: Reader): Promise<FollowUpView[]> {
    const views: FollowUpView[] = [];
    for (const { at, comment, ...followUp } of await this.cases.followUpsOf(this.database, round)) {
      const said = await this.words(reader, round.complaintId, SEALED.followUpComment, comment);
      views.push({ ...followUp, at: at.toISOString(), comment: said });
    }
    return views;
  }

  private async words(
    { showsWords }: Reader,
    complaintId: string,
    context: string,
    sealed: Buffer | null,
  ): Promise<string | null> {
    if (!showsWords || sealed === null) return null;
    try {
      return await this.vault.unseal(this.database, complaintId, context, sealed);
    } catch (error) {
      // The person was erased, and the words with them.
      if (error instanceof KeyMissing) return null;
      throw error;
    }
  }
}

function offerView({ offerId, revision, state, offeredAt, decidedAt }: Offer, consent: Consent | undefined): OfferView {
  return {
    offerId,
    revision,
    state,
    offeredAt: offeredAt.toISOString(),
    decidedAt: isoOrNull(decidedAt),
    consent: consent
      ? {
          consentId: consent.consentId,
          channel: consent.channel,
          textSha256: consent.textSha256,
          locale: consent.locale,
          givenAt: consent.givenAt.toISOString(),
        }
      : null,
  };
}

function isoOrNull(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
