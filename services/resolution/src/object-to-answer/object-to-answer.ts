import { Inject, Injectable } from '@nestjs/common';
import { mustBeFree, obstaclesOf } from '@redress/commands';
import { acceptanceUndone, answerObjected, STATE, type Actor } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { Offers, type Offer, type OfferAnswer } from '../offer/offers';
import { answerCanBeObjectedTo } from '../resolution-case/domain/rules/answer-can-be-objected-to.rule';
import { ResolutionCases } from '../resolution-case/resolution-cases';
import { SEALED } from '../resolution-case/sealed';

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
 * acceptance, what is not done stops and the plan is drafted anew (T42); a refusal uses up no round and ends nothing.
 */
@Injectable()
export class ObjectToAnswer {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
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
    const linesStopped = decision === 'ACCEPT' ? await this.cases.stopRemedies(tx, offer) : 0;
    const isUndone = decision === 'ACCEPT' && complaint.state === STATE.REMEDY_IN_PROGRESS;
    if (isUndone) await this.offers.undo(tx, offerId);
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
          ...(contactId ? { contactId } : {}),
        },
      },
    ]);
    if (!isUndone) return complaint;
    return this.custody.move(tx, complaint, acceptanceUndone, {
      at,
      actor,
      payload: { offerId, planId, revision, answerId },
    });
  }
}
