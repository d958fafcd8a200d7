import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { machines, offerAccepted, STATE, type Actor, type IntakeDossier, type LocaleCode } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { Database, newId, type Transaction } from '@redress/persistence';
import { formatPacks } from '@redress/outbox';
import { KeyMissing, Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../resolution-case/case-desk';
import { CompleteRemedies } from '../resolution-case/complete-remedies';
import { ResolutionPlan, type PlanState } from '../resolution-case/domain/resolution-plan';
import { ResolutionCases } from '../resolution-case/resolution-cases';
import { SEALED } from '../resolution-case/sealed';
import { MAX_FAILED_TRIES, provesComplainant, TRIES_WINDOW_SECONDS } from '../offer/domain/complainant-proof';
import { wordingSha256, type OfferContent } from '../offer/domain/offer-content';
import { SHOWN_AS, type ShownAs } from '../offer/domain/shown-as';
import { Offers, type Offer } from '../offer/offers';

const { offer: offerMachine, remedyLine } = machines;

/** What a visitor with the link asks. */
export interface OfferRequest {
  readonly token: string;
  /** Tracking code, or the phone's last four digits. */
  readonly code: string;
  readonly decision: 'VIEW' | 'ACCEPT';
  readonly locale: LocaleCode;
}

/** The offer after the request, for a visitor who proved to be the complainant. */
export interface ShownOffer {
  readonly kind: 'SHOWN';
  readonly status: ShownAs;
  readonly content: OfferContent;
  readonly offeredAt: Date;
  readonly decidedAt: Date | null;
  /** Zone in which the procedure counts days. */
  readonly zone: string;
  readonly state: LockedComplaint['state'];
  readonly stateSeq: number;
  /** Whether this request is the one that accepted. */
  readonly isNewlyAccepted: boolean;
}

export type OfferReply =
  | ShownOffer
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'WRONG_CODE' }
  | { readonly kind: 'LOCKED'; readonly retryAfterSeconds: number }
  /** The dossier that holds the code has not arrived here yet. */
  | { readonly kind: 'NOT_YET' }
  /** The person was erased: no proof is possible any more. */
  | { readonly kind: 'ERASED' };

const COMPLAINANT: Actor = { kind: 'COMPLAINANT', id: 'offer-link' };
const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/**
 * Shows an offer to its complainant and takes the acceptance with a consent record (T22). Nothing is revealed before the
 * code is proven, and the token accepts once.
 */
@Injectable()
export class AnswerOfferHandler {
  constructor(
    private readonly database: Database,
    private readonly offers: Offers,
    private readonly cases: ResolutionCases,
    private readonly desk: CaseDesk,
    private readonly completion: CompleteRemedies,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  /** Whether a link leads anywhere; tells nothing else. */
  async exists(token: string): Promise<Pick<LockedComplaint, 'organisationId'> | undefined> {
    const offer = await this.offers.findByToken(this.database, hashOf(token));
    return offer && (await this.cases.situation(this.database, offer.complaintId))?.resolution;
  }

  handle(request: OfferRequest): Promise<OfferReply> {
    return this.database.transaction((tx) => this.answer(tx, request));
  }

  private async answer(tx: Transaction, request: OfferRequest): Promise<OfferReply> {
    const found = await this.offers.findByToken(tx, hashOf(request.token));
    if (!found) return { kind: 'UNKNOWN' };
    // The complaint is locked before the offer, as everywhere else.
    const complaint = await this.custody.lock(tx, found.complaintId);
    const { tries, ...offer } = await this.offers.lock(tx, found.offerId);
    if (tries.failed >= MAX_FAILED_TRIES) return { kind: 'LOCKED', retryAfterSeconds: tries.secondsLeft };
    try {
      const intake = await this.vault.readDossier<IntakeDossier>(tx, offer.complaintId, 'intake');
      if (!intake) return { kind: 'NOT_YET' };
      const { submission, trackingCode } = intake.content;
      if (!provesComplainant(request.code, { trackingCode, phone: submission.complainant.phone })) {
        await this.offers.countFailure(tx, offer.offerId, TRIES_WINDOW_SECONDS);
        return { kind: 'WRONG_CODE' };
      }
      return await this.serve(tx, complaint, offer, request);
    } catch (error) {
      if (error instanceof KeyMissing) return { kind: 'ERASED' };
      throw error;
    }
  }

  private async serve(
    tx: Transaction,
    complaint: LockedComplaint,
    offer: Offer,
    { decision, locale }: OfferRequest,
  ): Promise<ShownOffer> {
    const plan = await this.cases.planOf(tx, offer);
    if (!plan) throw new Error('An offer has a plan');
    const shown = {
      kind: 'SHOWN',
      content: await this.contentOf(tx, complaint, plan),
      offeredAt: offer.offeredAt,
      zone: this.desk.procedureOf({ packs: formatPacks(complaint.packs) }).content.zone,
    } as const;
    const isOpen = offer.state === offerMachine.state.OPEN && complaint.state === STATE.RESOLUTION_OFFERED;
    if (isOpen && decision === 'ACCEPT') {
      const at = this.clock.now();
      const { state, stateSeq } = await this.accept(tx, offer, plan, { at, content: shown.content, locale });
      return { ...shown, status: SHOWN_AS.ACCEPTED, decidedAt: at, state, stateSeq, isNewlyAccepted: true };
    }
    const status = shownAs(offer, isOpen);
    const { state, stateSeq } = complaint;
    return { ...shown, status, decidedAt: offer.decidedAt, state, stateSeq, isNewlyAccepted: false };
  }

  private async accept(
    tx: Transaction,
    offer: Offer,
    plan: PlanState,
    { at, content, locale }: { readonly at: Date; readonly content: OfferContent; readonly locale: LocaleCode },
  ): Promise<LockedComplaint> {
    const { complaintId, offerId, planId, revision } = offer;
    const consentId = newId();
    await this.offers.accept(tx, complaintId, {
      consentId,
      offerId,
      channel: 'LINK',
      revision,
      textSha256: wordingSha256(content),
      locale,
      givenAt: at,
    });
    const left = ResolutionPlan.restore(plan).accept();
    await this.cases.advanceRemedies(tx, offer, { from: remedyLine.state.OFFERED, to: remedyLine.state.ACCEPTED });
    await this.cases.touch(tx, offer);
    await this.custody.move(tx, await this.custody.hold(tx, complaintId), offerAccepted, {
      at,
      actor: COMPLAINANT,
      payload: { offerId, planId, revision, consentId, consentChannel: 'LINK' },
    });
    // An accepted remedy is yet to be executed; a plan may also promise nothing but words.
    return this.completion.whenNothingIsLeft(tx, complaintId, { ...plan, left }, { at, actor: SYSTEM });
  }

  private async contentOf(
    tx: Transaction,
    { complaintId, complaintNo }: LockedComplaint,
    plan: PlanState,
  ): Promise<OfferContent> {
    const { explanation, apology } = await this.cases.textsOf(tx, plan);
    const open = await this.vault.opener(tx, complaintId);
    return {
      complaintNo,
      revision: plan.revision,
      outcome: plan.outcome,
      explanation: open(SEALED.explanation, explanation),
      apology: apology ? open(SEALED.apology, apology) : null,
      remedies: plan.remedies.map(({ type, amount, dueOn }) => ({ type, amount, dueOn })),
    };
  }
}

function shownAs({ state }: Offer, isOpen: boolean): ShownAs {
  if (state === offerMachine.state.ACCEPTED) return SHOWN_AS.ACCEPTED;
  return isOpen ? SHOWN_AS.OPEN : SHOWN_AS.WITHDRAWN;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
