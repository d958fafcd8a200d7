import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Obstacle } from '@redress/commands';
import {
  machines,
  oneTimeCodeIssued,
  STATE,
  type Actor,
  type AnswerChannel,
  type AnswerCode,
  type IntakeDossier,
  type LocaleCode,
  type ResolutionDossier,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { Database, type Transaction } from '@redress/persistence';
import { formatPacks, Outbox } from '@redress/outbox';
import { KeyMissing, Vault, WrongCodes, type Queryable } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { ObjectToAnswer } from '../object-to-answer/object-to-answer';
import { CaseDesk } from '../resolution-case/case-desk';
import { answerCanBeObjectedTo } from '../resolution-case/domain/rules/answer-can-be-objected-to.rule';
import { refusalEndsIt, roundsAreLeft } from '../resolution-case/domain/rules/rounds-are-left.rule';
import { roundIsOpen } from '../resolution-case/domain/rules/round-is-open.rule';
import { planFor } from '../resolution-case/domain/resolution-plan';
import { OfferContents } from '../resolution-case/offer-contents';
import { ResolutionCases, type StandingSituation } from '../resolution-case/resolution-cases';
import { partyOnStory, TakeAnswer, type OfferAtHand } from '../resolution-case/take-answer';
import {
  isTrackingCode,
  MAX_FAILED_TRIES,
  readCode,
  TRIES_WINDOW_SECONDS,
  WRONG_CODES,
} from '../offer/domain/complainant-proof';
import { endOf, type OfferEnd } from '../offer/domain/offer-end';
import { wordingSha256, type OfferContent } from '../offer/domain/offer-content';
import { Offers, type AnswerProof, type Offer, type OfferAnswer, type OfferState, type Tries } from '../offer/offers';
import { OneTimeCodes } from '../offer/one-time-codes';
import { OpenReview } from '../internal-review/open-review';
import { StaffAddressBook } from '../staff-address/staff-address-book';

/** What a visitor with the link asks. */
export interface OfferRequest {
  readonly token: string;
  /** From where. */
  readonly address: string;
  readonly locale: LocaleCode;
  readonly wish:
    | { readonly decision: 'SEND_CODE' }
    | {
        readonly decision: 'VIEW' | 'REVIEW' | AnswerCode | 'OBJECT';
        /** Counter-proposal, why it is refused or to be reviewed, or what is not so in what was recorded. */
        readonly words?: string | undefined;
        /** Tracking code or one-time code, or what came back for a one-time code that was used. */
        readonly proof: { readonly code: string } | { readonly ticket: string };
      };
}

/** The offer after the request, for a visitor who proved to be the complainant. */
export interface ShownOffer {
  readonly kind: 'SHOWN';
  /** What was answered just now. */
  readonly answered: AnswerCode | undefined;
  /** Whether a counter-proposal is taken. */
  readonly mayCounter: boolean;
  /** Whether the handling can be reviewed by others (T24). */
  readonly mayBeReviewed: boolean;
  /** Whether a refusal ends the procedure (T40). */
  readonly refusalEnds: boolean;
  readonly content: OfferContent;
  readonly offeredAt: Date;
  readonly decideBy: Date;
  readonly decidedAt: Date | null;
  /** Zone in which the procedure counts days. */
  readonly zone: string;
  readonly state: LockedComplaint['state'];
  readonly stateSeq: number;
  /** Stands for a one-time code that was used with this request; send it instead. */
  readonly ticket: string | undefined;
}

/** The link can no longer be used, told to a visitor who proved to be the complainant. */
export interface EndedOffer {
  readonly kind: 'TOO_LATE';
  readonly end: OfferEnd;
  /** For one that was answered. */
  readonly answer: AnswerCode | undefined;
  /** When it was decided, for one that was answered; else the day on which the link ended, where that is known. */
  readonly at: Date | null;
  readonly zone: string;
  readonly hasRemedies: boolean;
  /** Of an answer that staff recorded and that can still be objected to (RM-09). */
  readonly record?: RecordToObject | undefined;
  /** Stands for a one-time code that was used with this request. */
  readonly ticket?: string | undefined;
}

/** What staff recorded as the answer, as its complainant is shown it. */
export interface RecordToObject {
  readonly answer: AnswerCode;
  readonly channel: AnswerChannel;
  readonly givenAt: Date;
  readonly objectBy: Date;
}

export type OfferReply =
  | ShownOffer
  | EndedOffer
  /** The link can no longer be used; more is told to no one who has not shown a code. */
  | { readonly kind: 'OVER' }
  | { readonly kind: 'UNKNOWN' }
  /** The objection is taken: what was recorded no longer counts. */
  | { readonly kind: 'OBJECTED'; readonly state: LockedComplaint['state']; readonly stateSeq: number }
  | { readonly kind: 'WRONG_CODE' }
  /** The page stood open for too long after a one-time code. */
  | { readonly kind: 'PROOF_EXPIRED' }
  | { readonly kind: 'LOCKED'; readonly retryAfterSeconds: number }
  | { readonly kind: 'CODE_SENT' }
  /** A review was asked for; the offer no longer stands. */
  | {
      readonly kind: 'REVIEW_ASKED';
      readonly reviewId: string;
      readonly complaintNo: string;
      readonly state: LockedComplaint['state'];
      readonly stateSeq: number;
    }
  /** No review can be asked for; the offer as it stands is shown again. */
  | (Omit<ShownOffer, 'kind'> & { readonly kind: 'NO_REVIEW'; readonly obstacle: Obstacle })
  /** The complaint is suspended: nothing is answered until it goes on. */
  | { readonly kind: 'RESTING' }
  /** There is no address to which a code could go. */
  | { readonly kind: 'NO_ADDRESS' }
  | { readonly kind: 'TOO_MANY_CODES'; readonly retryAfterSeconds: number }
  /** The dossier that holds the code has not arrived here yet. */
  | { readonly kind: 'NOT_YET' }
  /** The person was erased: no proof is possible any more. */
  | { readonly kind: 'ERASED' }
  /** A counter-proposal without words; the offer as it stands is shown again. */
  | (Omit<ShownOffer, 'kind'> & { readonly kind: 'WORDS_MISSING' })
  /** A counter-proposal that is not taken: the offer is final, or the rounds are used up. */
  | (Omit<ShownOffer, 'kind'> & { readonly kind: 'NO_COUNTER'; readonly obstacle: Obstacle });

/** A visitor who is the complainant. */
interface Proven {
  readonly proof: AnswerProof;
  readonly ticket?: string;
}

/** What a proven visitor wants. */
type Visit = Pick<OfferRequest, 'address' | 'locale'> & {
  readonly decision: 'VIEW' | 'REVIEW' | AnswerCode | 'OBJECT';
  readonly words?: string | undefined;
};

type Refused = Extract<OfferReply, { kind: 'WRONG_CODE' | 'PROOF_EXPIRED' }>;

/** An offer with its complaint, both locked. */
interface Opened {
  readonly complaint: LockedComplaint;
  readonly offer: Offer;
}

const COMPLAINANT: Actor = { kind: 'COMPLAINANT', id: 'offer-link' };

/**
 * Shows an offer to its complainant and takes the answer with a record of it (T22, T23, T39, T40). Besides the link it takes the
 * tracking code, or a one-time code that is sent at that moment: nothing that staff can read. Nothing is revealed before
 * that, and the link ends when the offer is answered, when another one stands, and with the day for the decision.
 */
@Injectable()
export class AnswerOfferHandler {
  constructor(
    private readonly database: Database,
    private readonly offers: Offers,
    private readonly codes: OneTimeCodes,
    private readonly wrongCodes: WrongCodes,
    private readonly staffAddresses: StaffAddressBook,
    private readonly cases: ResolutionCases,
    private readonly desk: CaseDesk,
    private readonly contents: OfferContents,
    private readonly takeAnswer: TakeAnswer,
    private readonly objections: ObjectToAnswer,
    private readonly review: OpenReview,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  /** Whether a link leads anywhere, and whether it can still be used; tells nothing else. */
  async look(token: string): Promise<{ readonly organisationId: string; readonly isOver: boolean } | undefined> {
    const offer = await this.offers.findByToken(this.database, hashOf(token));
    const situation = offer && (await this.cases.situation(this.database, offer.complaintId));
    if (!situation) return undefined;
    const isOver =
      !rests(offer, { state: situation.complaintState }) &&
      this.endOf(offer, situation.complaintState) !== undefined &&
      !(await this.objectable(this.database, offer));
    return { organisationId: situation.resolution.organisationId, isOver };
  }

  handle(request: OfferRequest): Promise<OfferReply> {
    return this.database.transaction(async (tx) => {
      try {
        return await this.answer(tx, request);
      } catch (error) {
        if (error instanceof KeyMissing) return { kind: 'ERASED' };
        throw error;
      }
    });
  }

  private async answer(tx: Transaction, { token, wish, ...visit }: OfferRequest): Promise<OfferReply> {
    const found = await this.offers.findByToken(tx, hashOf(token));
    if (!found) return { kind: 'UNKNOWN' };
    // The complaint is locked before the offer, as everywhere else.
    const complaint = await this.custody.lock(tx, found.complaintId);
    const { tries, ...offer } = await this.offers.lock(tx, found.offerId);
    const retryAfterSeconds = await this.lockedFor(tx, offer, tries);
    if (retryAfterSeconds > 0) return { kind: 'LOCKED', retryAfterSeconds };
    const opened = { complaint, offer };
    if (wish.decision === 'SEND_CODE') return this.sendCode(tx, opened);
    const intake = await this.vault.readDossier<IntakeDossier>(tx, offer.partyId, 'intake', FOR_WORK);
    if (!intake) return { kind: 'NOT_YET' };
    const proven = await this.prove(tx, offer, wish.proof, intake.content.trackingCode);
    return 'kind' in proven ? proven : this.serve(tx, opened, proven, { ...wish, ...visit });
  }

  private lockedFor(tx: Transaction, { partyId: complaintId }: Offer, tries: Tries): number | Promise<number> {
    return tries.failed >= MAX_FAILED_TRIES
      ? tries.secondsLeft
      : this.wrongCodes.lockedFor(tx, complaintId, WRONG_CODES);
  }

  private async prove(
    tx: Transaction,
    { partyId, offerId }: Offer,
    proof: { readonly code: string } | { readonly ticket: string },
    trackingCode: string,
  ): Promise<Proven | Refused> {
    if ('ticket' in proof) {
      const { ticket } = proof;
      const isAdmitted = await this.codes.admits(tx, offerId, ticket);
      return isAdmitted ? { proof: 'ONE_TIME_CODE', ticket } : { kind: 'PROOF_EXPIRED' };
    }
    const entered = readCode(proof.code);
    if (entered.kind === 'TRACKING_CODE' && isTrackingCode(entered, trackingCode)) return { proof: 'TRACKING_CODE' };
    if (entered.kind === 'ONE_TIME_CODE') {
      const ticket = await this.codes.use(tx, offerId, entered.code);
      if (ticket) return { proof: 'ONE_TIME_CODE', ticket };
    }
    await this.offers.countFailure(tx, offerId, TRIES_WINDOW_SECONDS);
    await this.wrongCodes.count(tx, partyId, WRONG_CODES);
    return { kind: 'WRONG_CODE' };
  }

  private async sendCode(tx: Transaction, { complaint, offer }: Opened): Promise<OfferReply> {
    if (rests(offer, complaint)) return { kind: 'RESTING' };
    if (this.endOf(offer, complaint.state) && !(await this.objectable(tx, offer))) return { kind: 'OVER' };
    const { complaintId, offerId, partyId } = offer;
    const intake = await this.vault.readDossier<IntakeDossier>(tx, partyId, 'intake', FOR_WORK);
    const own = await this.vault.readDossier<ResolutionDossier>(tx, complaintId, 'resolution', FOR_WORK);
    if (!intake || !own) return { kind: 'NOT_YET' };
    const { email } = intake.content.submission.complainant;
    if (!email) return { kind: 'NO_ADDRESS' };
    const issued = await this.codes.issue(tx, offer, email);
    if ('retryAfterSeconds' in issued) return { kind: 'TOO_MANY_CODES', ...issued };
    const { codeId, code, expiresAt } = issued;
    const at = this.clock.now();
    const content: ResolutionDossier = {
      ...own.content,
      oneTimeCode: { codeId, code, expiresAt: expiresAt.toISOString() },
    };
    const dossierVersion = await this.vault.writeDossier(tx, complaint, content, at);
    await this.outbox.append(tx, [
      {
        contract: oneTimeCodeIssued,
        complaint,
        at,
        actor: COMPLAINANT,
        payload: { codeId, offerId, ...partyOnStory(offer), dossierVersion },
      },
    ]);
    return { kind: 'CODE_SENT' };
  }

  private async serve(
    tx: Transaction,
    opened: Opened,
    proven: Proven,
    visit: Visit,
  ): Promise<Exclude<OfferReply, Refused>> {
    const { complaint, offer } = opened;
    if (rests(offer, complaint)) return { kind: 'RESTING' };
    const plan = await this.cases.planOfRevision(tx, offer);
    const situation = await this.desk.situationOf(tx, offer.complaintId);
    if (!plan) throw new Error('An offer has a plan');
    const { zone } = this.desk.procedureOf({ packs: formatPacks(complaint.packs) }).content;
    const end = this.endOf(offer, complaint.state);
    if (end) {
      const given = await this.objectable(tx, offer);
      if (given && visit.decision === 'OBJECT') return this.object(tx, opened, given, visit.words);
      return {
        ...endedOffer(offer, end, zone, planFor(plan, offer.partyId).remedies.length > 0),
        record: given && recordOf(given),
        ticket: proven.ticket,
      };
    }
    const atHand: OfferAtHand = { offer, plan, situation };
    const negotiation = this.takeAnswer.negotiationOf(atHand);
    const obstacle = roundsAreLeft(negotiation);
    const { state, stateSeq } = complaint;
    const shown = {
      content: await this.contents.of(tx, complaint, plan, offer.partyId),
      offeredAt: offer.offeredAt,
      decideBy: offer.decideBy,
      mayCounter: !obstacle,
      mayBeReviewed: this.review.obstacles(situation).length === 0,
      refusalEnds: refusalEndsIt(negotiation),
      zone,
      ticket: proven.ticket,
    };
    const open = { ...shown, answered: undefined, decidedAt: null, state, stateSeq };
    const { decision, words } = visit;
    if (decision === 'VIEW' || decision === 'OBJECT') return { kind: 'SHOWN', ...open };
    if (decision === 'REVIEW') {
      const [blocked] = this.review.obstacles(situation);
      if (blocked) return { kind: 'NO_REVIEW', ...open, obstacle: blocked };
      return this.askForReview(tx, situation, offer.partyId, words);
    }
    if (decision === 'COUNTER' && obstacle) return { kind: 'NO_COUNTER', ...open, obstacle };
    if (decision === 'COUNTER' && !words) return { kind: 'WORDS_MISSING', ...open };
    const at = this.clock.now();
    const taken = await this.takeAnswer.take(tx, atHand, {
      decision,
      words: decision === 'ACCEPT' ? undefined : words,
      channel: 'LINK',
      textSha256: wordingSha256(shown.content),
      locale: visit.locale,
      givenAt: at,
      recordedAt: at,
      proof: proven.proof,
      record: null,
      mark: (await this.staffAddresses.isOfStaff(tx, visit.address)) ? 'STAFF_ADDRESS' : null,
      actor: COMPLAINANT,
    });
    const after = taken.complaint;
    return {
      kind: 'SHOWN',
      ...shown,
      answered: decision,
      decidedAt: at,
      state: after.state,
      stateSeq: after.stateSeq,
    };
  }

  /** The answer of which staff keep the record, while its complainant may object to it. */
  private async objectable(from: Queryable, offer: Offer): Promise<OfferAnswer | undefined> {
    if (endOf(offer, false) !== 'ANSWERED') return undefined;
    const given = await this.offers.answerTo(from, offer.offerId);
    return given && !answerCanBeObjectedTo(given.record, this.clock.now()) ? given : undefined;
  }

  private async object(
    tx: Transaction,
    { complaint, offer }: Opened,
    given: OfferAnswer,
    words: string | undefined,
  ): Promise<OfferReply & { readonly kind: 'OBJECTED' | 'OVER' | 'RESTING' }> {
    if (complaint.state === STATE.SUSPENDED) return { kind: 'RESTING' };
    const round = await this.desk.situationOf(tx, offer.complaintId);
    if (round.resolution.cycle !== offer.cycle || roundIsOpen(round)) return { kind: 'OVER' };
    const at = this.clock.now();
    const actor = COMPLAINANT;
    const { state, stateSeq } = await this.objections.take(tx, offer, given, { words, raisedAt: at, at, actor });
    return { kind: 'OBJECTED', state, stateSeq };
  }

  private async askForReview(
    tx: Transaction,
    situation: StandingSituation,
    partyId: string,
    words: string | undefined,
  ): Promise<Extract<OfferReply, { kind: 'REVIEW_ASKED' }>> {
    const held = await this.custody.hold(tx, situation.resolution.complaintId);
    const { complaint, reviewId } = await this.review.open(tx, held, situation, {
      actor: COMPLAINANT,
      partyId,
      askedThrough: 'LINK',
      words,
    });
    const { complaintNo, state, stateSeq } = complaint;
    return { kind: 'REVIEW_ASKED', reviewId, complaintNo, state, stateSeq };
  }

  private endOf(offer: Offer, state: LockedComplaint['state']): OfferEnd | undefined {
    return endOf(offer, state === STATE.RESOLUTION_OFFERED);
  }
}

const ANSWER_OF: Readonly<Partial<Record<OfferState, AnswerCode>>> = {
  [machines.offer.state.ACCEPTED]: 'ACCEPT',
  [machines.offer.state.COUNTERED]: 'COUNTER',
  [machines.offer.state.REFUSED]: 'REFUSE',
};

function endedOffer(
  { decidedAt, decideBy, state }: Offer,
  end: OfferEnd,
  zone: string,
  hasRemedies: boolean,
): EndedOffer {
  const at = end === 'TIME_OVER' ? decideBy : decidedAt;
  return { kind: 'TOO_LATE', end, answer: ANSWER_OF[state], at, zone, hasRemedies };
}

function recordOf({ channel, decision, givenAt, record }: OfferAnswer): RecordToObject | undefined {
  return record ? { answer: decision, channel, givenAt, objectBy: record.objectBy } : undefined;
}

/** Whether an offer can be answered once its complaint is no longer suspended (T35). */
function rests({ state }: Pick<Offer, 'state'>, complaint: Pick<LockedComplaint, 'state'>): boolean {
  return state === machines.offer.state.OPEN && complaint.state === STATE.SUSPENDED;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
