import { Inject, Injectable } from '@nestjs/common';
import { mustBeFree, obstaclesOf } from '@redress/commands';
import { acceptanceUndone, answerObjected, machines, STATE, STATES, type Actor } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { Offers, type Offer, type OfferAnswer } from '../offer/offers';
import { CompleteRemedies } from '../resolution-case/complete-remedies';
import { answerCanBeObjectedTo } from '../resolution-case/domain/rules/answer-can-be-objected-to.rule';
import { ResolutionPlan } from '../resolution-case/domain/resolution-plan';
import { noteAnswered } from '../resolution-case/note-answered';
import { ResolutionCases } from '../resolution-case/resolution-cases';
import { SEALED } from '../resolution-case/sealed';
import { partyOnStory } from '../resolution-case/take-answer';

const { ACCEPTED, IMPOSED } = machines.offer.state;
const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** An objection as it came in. */
export interface Objection {
  readonly words?: string | undefined;
  /** Contact in which it was raised; absent by the link. */
  readonly contactId?: string | undefined;
  /** When it was raised, and when it is written down; business time. */
  readonly raisedAt: Date;
  readonly at: Date;
  readonly actor: Actor;
}

/**
 * Takes the objection of a complainant to what staff recorded as the answer: the record no longer counts (RM-09). Of an
 * acceptance, what is not done stops and the plan is drafted anew (T42); a refusal uses up no round and ends nothing. While other
 * complainants of the case are waited for, the own offer is open again.
 */
@Injectable()
export class ObjectToAnswer {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly completion: CompleteRemedies,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  /**
   * The complaint is locked and held here.
   * @throws Blocked when staff did not record the answer, when it was objected to before, or too late
   */
  async take(
    tx: Transaction,
    offer: Offer,
    given: OfferAnswer,
    { actor, at, contactId, raisedAt, words }: Objection,
  ): Promise<LockedComplaint> {
    mustBeFree(obstaclesOf(answerCanBeObjectedTo(given.record, raisedAt)));
    const { complaintId, offerId, planId, revision } = offer;
    const { answerId, channel: answerChannel, decision } = given;
    await this.offers.object(tx, answerId, {
      at: raisedAt,
      words: words ? await this.vault.seal(tx, complaintId, SEALED.objection(answerId), words) : null,
    });
    const complaint = await this.custody.hold(tx, complaintId);
    const offers = await this.offers.ofRevision(tx, offer);
    // What was agreed since, of another revision or of the offer that was made again, stands: the objection is noted.
    const isNewest = offers.some((one) => one.offerId === offerId) && (await this.isOfNewestRevision(tx, offer));
    // Others are waited for, so that this one can still answer.
    const answersAnew = complaint.state === STATE.RESOLUTION_OFFERED && isNewest;
    if (answersAnew) {
      await this.offers.reopen(tx, offerId);
      await noteAnswered(tx, this.vault, complaint, { offerId, isAnswered: false, at });
    }
    const stands = offer.state === ACCEPTED && isNewest && !answersAnew;
    const others = offers.filter((one) => one.partyId !== offer.partyId);
    const linesStopped = stands
      ? await this.cases.stopRemedies(tx, offer, others.length > 0 ? offer.partyId : undefined)
      : 0;
    const isOver = complaint.state === STATE.RESOLVED || STATES[complaint.state].ended;
    if (stands && !isOver) await this.offers.undo(tx, offerId);
    const isOwedToOthers = others.some(({ state }) => state === ACCEPTED || state === IMPOSED);
    const isUndone = stands && complaint.state === STATE.REMEDY_IN_PROGRESS && !isOwedToOthers;
    // What ended without agreement by this answer is open again.
    if (decision === 'REFUSE' && complaint.state === STATE.RESOLVED) await this.cases.endsAs(tx, offer, null);
    await this.cases.touch(tx, offer);
    await this.outbox.append(tx, [
      {
        contract: answerObjected,
        complaint,
        at,
        actor,
        payload: {
          offerId,
          answerId,
          answer: decision,
          answerChannel,
          linesStopped,
          ...partyOnStory(offer),
          ...(contactId ? { contactId } : {}),
        },
      },
    ]);
    if (stands && complaint.state === STATE.REMEDY_IN_PROGRESS && isOwedToOthers) return this.goOn(tx, complaint, at);
    if (!isUndone) return complaint;
    return this.custody.move(tx, complaint, acceptanceUndone, {
      at,
      actor,
      payload: { offerId, planId, revision, answerId },
    });
  }

  private async isOfNewestRevision(tx: Transaction, offer: Offer): Promise<boolean> {
    const newest = await this.offers.ofRound(tx, offer);
    return newest?.revision === offer.revision;
  }

  /** What the others agreed to may have been done by now. */
  private async goOn(tx: Transaction, complaint: LockedComplaint, at: Date): Promise<LockedComplaint> {
    const { complaintId } = complaint;
    const situation = await this.cases.situation(tx, complaintId);
    if (!situation?.plan) return complaint;
    const left = ResolutionPlan.restore(situation.plan).left;
    const { doneBefore } = situation;
    return this.completion.whenNothingIsLeft(
      tx,
      complaintId,
      { ...situation.plan, left },
      { at, actor: SYSTEM, doneBefore },
    );
  }
}
