import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { machines, promisedRemedySchema, promisedToPartySchema, type ResolutionDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import type { HeldComplaint } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { decideBy } from '@redress/policy';
import { formatPacks } from '@redress/outbox';
import { Vault } from '@redress/vault';
import { Offers } from '../offer/offers';
import { Approvals, type ProposalWords } from './approvals';
import { CaseDesk } from './case-desk';
import { planFor, type PlanState } from './domain/resolution-plan';
import { ResolutionCases, type StandingSituation } from './resolution-cases';
import { SEALED } from './sealed';

const { APPROVED, OFFERED, PROPOSED } = machines.remedyLine.state;
const TOKEN_BYTES = 32;

/** What is known of the round in which a plan is put. */
type Round = Pick<StandingSituation, 'resolution' | 'parties' | 'review' | 'dispute'>;

/** What the letter needs: its words stand in the sealed dossier. */
export interface PreparedLetter {
  readonly dossierVersion: number;
}

/** The offers of a plan. */
export interface PutOffers extends PreparedLetter {
  /** Of the complaint's own complainant, else of the first party. */
  readonly offerId: string;
  /** Only where others are complainants too. */
  readonly offers?: { readonly partyId: string; readonly offerId: string }[];
}

/** Puts a plan before its complainant: a new offer with a link of its own (T20, T21), or a decision that is told (T41). */
@Injectable()
export class PutOffer {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly approvals: Approvals,
    private readonly vault: Vault,
  ) {}

  /**
   * Makes the offer of an approved plan, of several complainants one to each, and seals its words for the letters. The
   * complaint is not moved.
   */
  async offer(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: Round,
    plan: PlanState,
    at: Date,
  ): Promise<PutOffers> {
    await this.cases.advanceRemedies(tx, plan, { from: PROPOSED, to: APPROVED });
    const made = await this.make(tx, complaint, situation, plan, at);
    await this.cases.advanceRemedies(tx, plan, { from: APPROVED, to: OFFERED });
    return made;
  }

  /** Makes a new offer of a plan that was offered before, with a link of its own. The complaint is not moved. */
  again(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: Round,
    plan: PlanState,
    at: Date,
    besides: Partial<ResolutionDossier>,
  ): Promise<PutOffers> {
    return this.make(tx, complaint, situation, plan, at, besides);
  }

  /** Seals words for a letter while nothing is offered; what else was sealed stays. @returns the version of the dossier */
  async nothing(
    tx: Transaction,
    complaint: HeldComplaint,
    besides: Partial<ResolutionDossier>,
    at: Date,
  ): Promise<number> {
    const own = await this.vault.readDossier<ResolutionDossier>(tx, complaint.complaintId, 'resolution', FOR_WORK);
    return this.vault.writeDossier(tx, complaint, { ...own?.content, offer: null, ...besides }, at);
  }

  private async make(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: Round,
    plan: PlanState,
    at: Date,
    besides: Partial<ResolutionDossier> = {},
  ): Promise<PutOffers> {
    const { complaintId } = complaint;
    const { parties, resolution } = situation;
    const { cycle } = resolution;
    const { planId, revision, isFinal } = plan;
    // As if the complainant were told now; the clock that starts then says it anew.
    const until = decideBy(this.desk.procedureOf({ packs: formatPacks(complaint.packs) }), at);
    const made = [];
    for (const partyId of parties) {
      const offerId = newId();
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const tokenSha256 = createHash('sha256').update(token).digest();
      const term = { offeredAt: at, decideBy: until };
      await this.offers.add(tx, { offerId, complaintId, partyId, cycle, planId, revision, tokenSha256, ...term });
      const words = await this.wordsOf(tx, complaintId, planFor(plan, partyId));
      made.push({ partyId, offerId, token, decideBy: until.toISOString(), isFinal, ...words });
    }
    const own = made.find(({ partyId }) => partyId === complaintId);
    const others = made.filter((one) => one !== own);
    const content: ResolutionDossier = {
      ...(await this.decidedBefore(tx, complaintId, situation)),
      ...besides,
      offer: own ?? null,
      ...(others.length > 0 ? { partyOffers: others } : {}),
    };
    const { offerId } = (own ?? made[0]) as (typeof made)[number];
    return {
      offerId,
      ...(others.length > 0 ? { offers: made.map((one) => ({ partyId: one.partyId, offerId: one.offerId })) } : {}),
      dossierVersion: await this.vault.writeDossier(tx, complaint, content, at),
    };
  }

  /** Seals the words of a decision that is told for the letter. */
  async decision(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: Round,
    plan: PlanState,
    at: Date,
  ): Promise<PreparedLetter> {
    const { complaintId } = complaint;
    const words = { ...(await this.wordsOf(tx, complaintId, plan)), remedies: ofParties(plan) };
    const before = await this.decidedBefore(tx, complaintId, situation);
    const content: ResolutionDossier = { ...before, offer: null, decision: { planId: plan.planId, ...words } };
    return { dossierVersion: await this.vault.writeDossier(tx, complaint, content, at) };
  }

  /** Seals the words of a plan that is carried out without consent, with the ground of its proposal. @returns the least version that holds them */
  async imposition(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: Round,
    plan: PlanState,
    { offerId, stepId, at }: { readonly offerId: string; readonly stepId: string; readonly at: Date },
  ): Promise<number> {
    const { complaintId } = complaint;
    const content = (await this.approvals.contentsOf(tx, complaintId)).get(stepId);
    if (!content) throw new Error('A proposal to go without consent has a ground');
    const open = await this.vault.opener(tx, complaintId, FOR_WORK);
    const { ground } = JSON.parse(open(SEALED.stepContent(stepId), content)) as ProposalWords;
    if (!ground) throw new Error('A proposal to go without consent has a ground');
    const words = { ...(await this.wordsOf(tx, complaintId, plan)), remedies: ofParties(plan) };
    const before = await this.decidedBefore(tx, complaintId, situation);
    const dossier: ResolutionDossier = { ...before, offer: null, imposition: { offerId, ground, ...words } };
    return this.vault.writeDossier(tx, complaint, dossier, at);
  }

  /**
   * What a review and a dispute of this round decided: letters about it may not have left yet, and no letter offers a second
   * review.
   */
  private async decidedBefore(
    tx: Transaction,
    complaintId: string,
    { dispute, review }: Round,
  ): Promise<Pick<ResolutionDossier, 'dispute' | 'review'>> {
    if (!dispute && !review) return {};
    const own = await this.vault.readDossier<ResolutionDossier>(tx, complaintId, 'resolution', FOR_WORK);
    const { dispute: disputed, review: reviewed } = own?.content ?? {};
    return {
      ...(reviewed && reviewed.reviewId === review?.reviewId ? { review: reviewed } : {}),
      ...(disputed && disputed.disputeId === dispute?.disputeId ? { dispute: disputed } : {}),
    };
  }

  private async wordsOf(tx: Transaction, complaintId: string, plan: PlanState) {
    const { planId, revision, outcome, remedies } = plan;
    const { explanation, apology } = await this.cases.textsOf(tx, plan);
    const open = await this.vault.opener(tx, complaintId, FOR_WORK);
    return {
      revision,
      outcome,
      explanation: open(SEALED.explanation(planId, revision), explanation),
      ...(apology ? { apology: open(SEALED.apology(planId, revision), apology) } : {}),
      remedies: remedies.map((line) => promisedRemedySchema.parse(line)),
    };
  }
}

/** What is told to all at once says of each line whose it is, so that no letter tells one what another one gets. */
function ofParties({ remedies }: Pick<PlanState, 'remedies'>) {
  return remedies.map((line) => promisedToPartySchema.parse({ ...line, partyId: line.partyId ?? undefined }));
}
