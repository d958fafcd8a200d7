import { Inject, Injectable } from '@nestjs/common';
import { mustBeFree, obstaclesOf } from '@redress/commands';
import {
  machines,
  offerAccepted,
  offerCountered,
  offerRefused,
  partyAnswered,
  STATE,
  type Actor,
  type AnswerCode,
  type IdentityDocument,
} from '@redress/contracts';
import { Custody, type HeldComplaint, type LockedComplaint } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { maxRounds } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { Offers, type AnswerRecord, type Offer, type OfferAnswer } from '../offer/offers';
import { Approvals } from './approvals';
import { CaseDesk } from './case-desk';
import { CompleteRemedies } from './complete-remedies';
import { untilTheLastInstalment } from './domain/instalments';
import { ResolutionPlan, type PlanState } from './domain/resolution-plan';
import { refusalEndsIt, roundsAreLeft, type Negotiation } from './domain/rules/rounds-are-left.rule';
import { ResolutionCases, type StandingSituation } from './resolution-cases';
import { noteAnswered } from './note-answered';
import { SEALED } from './sealed';

const { remedyLine } = machines;
const { ACCEPTED, COUNTERED, LAPSED, OPEN, REFUSED } = machines.offer.state;
const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };
const LEADS_TO = { ACCEPT: ACCEPTED, COUNTER: COUNTERED, REFUSE: REFUSED } as const;

/** An answer as it came in, before it has an id, a round and a sealed text. */
export interface GivenAnswer extends Omit<
  OfferAnswer,
  'answerId' | 'offerId' | 'round' | 'revision' | 'words' | 'record'
> {
  readonly record: GivenRecord | null;
  /** Counter-proposal or reason of the refusal. */
  readonly words?: string | undefined;
  /** Who said it, as events name them. */
  readonly actor: Actor;
}

/** A record before it is sealed. */
export interface GivenRecord extends Omit<AnswerRecord, 'identity'> {
  readonly identity: { readonly document: IdentityDocument; readonly ending: string } | null;
}

/** An offer that is answered, with all by which it is judged; the complaint is locked. */
export interface OfferAtHand {
  readonly offer: Offer;
  readonly plan: PlanState;
  readonly situation: StandingSituation;
}

/** What an answer brought about. */
export interface AnswerTaken {
  readonly answerId: string;
  readonly complaint: LockedComplaint;
  /** Of the round, after all that the answer brought about. */
  readonly version: number;
}

/**
 * Takes what a complainant said to an offer, whichever way it came: an acceptance starts the remedies (T22; T43 where the offer
 * had lapsed and it was given before), a
 * counter-proposal or a refusal brings the plan back to its drafters (T23, T39), and the refusal of a final offer, or in the
 * last round, ends the negotiation (T40). Every answer leaves a record with channel and text version.
 */
@Injectable()
export class TakeAnswer {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly completion: CompleteRemedies,
    private readonly approvals: Approvals,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  /** By what a counter-proposal and a refusal are judged. */
  negotiationOf({ plan, situation }: Pick<OfferAtHand, 'plan' | 'situation'>): Negotiation {
    return {
      isFinal: plan.isFinal,
      roundsUsed: situation.roundsUsed,
      maxRounds: maxRounds(this.desk.procedureOf(situation.standing)),
    };
  }

  /**
   * Records the answer and moves the complaint. A lapsed offer can only be accepted, which the caller has made sure of.
   * @throws Blocked when a counter-proposal comes to a final offer, or after the last round
   */
  async take(tx: Transaction, at: OfferAtHand, given: GivenAnswer): Promise<AnswerTaken> {
    const taken = await this.note(tx, at, given);
    return { ...taken, version: await this.cases.touch(tx, at.offer) };
  }

  private async note(
    tx: Transaction,
    at: OfferAtHand,
    { actor, words, ...given }: GivenAnswer,
  ): Promise<Omit<AnswerTaken, 'version'>> {
    const { offer, situation } = at;
    const { complaintId, offerId, revision } = offer;
    const negotiation = this.negotiationOf(at);
    if (given.decision === 'COUNTER') mustBeFree(obstaclesOf(roundsAreLeft(negotiation)));
    const answerId = newId();
    const round = situation.roundsUsed + 1;
    const answer: OfferAnswer = {
      ...given,
      answerId,
      offerId,
      round,
      revision,
      words: words ? await this.vault.seal(tx, complaintId, SEALED.answerWords(answerId), words) : null,
      record: given.record && { ...given.record, identity: await this.sealed(tx, complaintId, answerId, given.record) },
    };
    await this.offers.answer(tx, complaintId, answer, { from: offer.state, to: LEADS_TO[given.decision] });
    const complaint = await this.custody.hold(tx, complaintId);
    await this.approvals.lapse(tx, complaint, situation.proposals, { at: answer.recordedAt, actor: SYSTEM });
    const offers = await this.offers.ofRevision(tx, offer);
    const hasOthers = offers.some(({ partyId }) => partyId !== offer.partyId);
    // A plan that was made for several stays one, also when the others have left.
    if (!hasOthers && at.plan.remedies.every(({ partyId }) => partyId === null))
      return { answerId, complaint: await this.move(tx, complaint, at, answer, { negotiation, actor }) };
    if (hasOthers) await this.noteAnswer(tx, complaint, offer, answer, actor);
    const isWaiting = offers.some(({ state }) => state === OPEN);
    const settled = isWaiting ? complaint : await this.settle(tx, complaint, at, offers, actor);
    return { answerId, complaint: settled ?? complaint };
  }

  /**
   * What follows once no other of several complainants is waited for: one who accepted is enough to go on (T22), else a
   * counter-proposal or the refusals count (T23, T39, T40).
   * @param offers of the revision as they stand; none of them is open
   * @returns undefined when no one has answered
   */
  async settle(
    tx: Transaction,
    complaint: HeldComplaint,
    at: OfferAtHand,
    offers: readonly Offer[],
    actor: Actor,
  ): Promise<LockedComplaint | undefined> {
    const answers = (await this.offers.answersOf(tx, at.offer)).filter(
      ({ record, revision }) => revision === at.offer.revision && !record?.objectedAt,
    );
    // Those who left are not asked any more, whatever they had answered.
    const asked = offers.filter(({ partyId }) => at.situation.parties.includes(partyId));
    const agreed = asked.filter(({ state }) => state === ACCEPTED);
    const countered = asked.filter(({ state }) => state === COUNTERED);
    const [decisive] = [...agreed, ...countered, ...asked.filter(({ state }) => state === REFUSED)];
    const answer = decisive && answers.findLast(({ offerId }) => offerId === decisive.offerId);
    if (!decisive || !answer) return undefined;
    const of = { ...at, offer: { ...decisive, state: at.offer.state } };
    const now = { ...answer, recordedAt: this.clock.now() };
    if (agreed.length > 0)
      return this.accept(
        tx,
        complaint,
        of,
        now,
        actor,
        agreed.map(({ partyId }) => partyId),
      );
    return this.move(tx, complaint, of, now, { negotiation: this.negotiationOf(at), actor });
  }

  private async sealed(
    tx: Transaction,
    complaintId: string,
    answerId: string,
    { identity }: GivenRecord,
  ): Promise<AnswerRecord['identity']> {
    if (!identity) return null;
    const ending = await this.vault.seal(tx, complaintId, SEALED.identityEnding(answerId), identity.ending);
    return { document: identity.document, ending };
  }

  /** Others have not answered yet; the letters that still go out are theirs. */
  private async noteAnswer(
    tx: Transaction,
    complaint: HeldComplaint,
    offer: Offer,
    answer: OfferAnswer,
    actor: Actor,
  ): Promise<void> {
    const { recordedAt: at, decision } = answer;
    const { partyId, offerId } = offer;
    await noteAnswered(tx, this.vault, complaint, { offerId, isAnswered: true, at });
    await this.outbox.append(tx, [
      {
        contract: partyAnswered,
        complaint,
        at,
        actor,
        payload: { ...answerOnStory(offer, answer), partyId, decision },
      },
    ]);
  }

  private move(
    tx: Transaction,
    complaint: HeldComplaint,
    at: OfferAtHand,
    answer: OfferAnswer,
    { actor, negotiation }: { readonly actor: Actor; readonly negotiation: Negotiation },
  ): Promise<LockedComplaint> {
    const moves: Readonly<Record<AnswerCode, () => Promise<LockedComplaint>>> = {
      ACCEPT: () => this.accept(tx, complaint, at, answer, actor),
      COUNTER: () => this.counter(tx, complaint, at, answer, actor),
      REFUSE: () => this.refuse(tx, complaint, at, answer, { actor, endsIt: refusalEndsIt(negotiation) }),
    };
    return moves[answer.decision]();
  }

  private async accept(
    tx: Transaction,
    complaint: HeldComplaint,
    { offer, plan, situation: { doneBefore } }: OfferAtHand,
    { answerId, channel, recordedAt: at, record }: OfferAnswer,
    actor: Actor,
    parties?: readonly string[],
  ): Promise<LockedComplaint> {
    const { complaintId, offerId, planId, revision } = offer;
    const accepted = ResolutionPlan.restore(plan);
    const left = accepted.accept(parties);
    const { ACCEPTED: to, OFFERED: from } = remedyLine.state;
    if (parties) await this.cases.advanceRemediesOf(tx, offer, parties, to);
    else await this.cases.advanceRemedies(tx, offer, { from, to });
    await this.custody.move(tx, complaint, offerAccepted, {
      at,
      actor,
      reasonCode: offer.state === LAPSED ? 'LATE_CONSENT' : undefined,
      payload: {
        offerId,
        ...partyOnStory(offer),
        planId,
        revision,
        consentId: answerId,
        consentChannel: channel,
        ...untilTheLastInstalment(accepted.now.remedies),
        ...recordOnStory(record),
      },
    });
    // An accepted remedy is yet to be executed; a plan may also promise nothing but words.
    return this.completion.whenNothingIsLeft(
      tx,
      complaintId,
      { ...accepted.now, left },
      {
        at,
        actor: SYSTEM,
        doneBefore,
      },
    );
  }

  private counter(
    tx: Transaction,
    complaint: HeldComplaint,
    { offer }: OfferAtHand,
    answer: OfferAnswer,
    actor: Actor,
  ): Promise<LockedComplaint> {
    return this.custody.move(tx, complaint, offerCountered, {
      at: answer.recordedAt,
      actor,
      payload: answerOnStory(offer, answer),
    });
  }

  private async refuse(
    tx: Transaction,
    complaint: HeldComplaint,
    { offer }: OfferAtHand,
    answer: OfferAnswer,
    { actor, endsIt }: { readonly actor: Actor; readonly endsIt: boolean },
  ): Promise<LockedComplaint> {
    if (endsIt) await this.cases.endsAs(tx, offer, 'RESOLVED_DISSATISFIED_EXHAUSTED');
    return this.custody.move(tx, complaint, offerRefused, {
      at: answer.recordedAt,
      actor,
      to: endsIt ? STATE.RESOLVED : STATE.RESOLUTION_DRAFTED,
      payload: { ...answerOnStory(offer, answer), endsNegotiation: endsIt },
    });
  }
}

/** Whose offer it is, where it is not the complaint's own complainant's. */
export function partyOnStory({ complaintId, partyId }: Pick<Offer, 'complaintId' | 'partyId'>) {
  return partyId === complaintId ? {} : { partyId };
}

function answerOnStory(offer: Offer, answer: OfferAnswer) {
  const { offerId, planId, revision } = offer;
  const { answerId, channel: answerChannel, round, record } = answer;
  return {
    offerId,
    ...partyOnStory(offer),
    planId,
    revision,
    answerId,
    answerChannel,
    round,
    ...recordOnStory(record),
  };
}

function recordOnStory(record: OfferAnswer['record']) {
  return record
    ? { objectBy: record.objectBy.toISOString(), ...(record.listenerId ? { listenerId: record.listenerId } : {}) }
    : {};
}
