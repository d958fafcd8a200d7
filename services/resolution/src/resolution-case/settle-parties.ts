import { Inject, Injectable } from '@nestjs/common';
import { machines, STATE, type Actor } from '@redress/contracts';
import { Custody, type LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { Offers, type Offer } from '../offer/offers';
import { CaseDesk } from './case-desk';
import { ResolutionCases } from './resolution-cases';
import { TakeAnswer } from './take-answer';

const { ACCEPTED, OPEN } = machines.offer.state;
const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** Goes on with a case once none of its several complainants is waited for, whatever the last one did instead of answering (T22). */
@Injectable()
export class SettleParties {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly takeAnswer: TakeAnswer,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  /** A party has left: the own offer is void, and the case goes on if it waited for that one only. */
  async afterLeaving(tx: Transaction, complaintId: string, partyId: string, at: Date): Promise<void> {
    const complaint = (await this.custody.lockAll(tx, [complaintId])).get(complaintId);
    const isOffered = complaint?.state === STATE.RESOLUTION_OFFERED;
    const left = await this.offers.voidFor(tx, complaintId, partyId, { at, alsoAccepted: isOffered });
    if (left && isOffered) await this.settle(tx, complaint, left);
  }

  /** A suspension is over, in which the last one who was waited for may have left. */
  async afterSuspension(tx: Transaction, complaintId: string): Promise<void> {
    const complaint = (await this.custody.lockAll(tx, [complaintId])).get(complaintId);
    if (complaint?.state !== STATE.RESOLUTION_OFFERED) return;
    const { resolution } = await this.desk.situationOf(tx, complaintId);
    const offer = await this.offers.ofRound(tx, resolution);
    if (offer) await this.settle(tx, complaint, offer);
  }

  /** The offers of those who had not answered lapsed: who accepted before that gets what was agreed (T43). */
  async afterLapse(tx: Transaction, complaintId: string, lapsed: Offer): Promise<void> {
    const offers = await this.offers.ofRevision(tx, lapsed);
    if (!offers.some(({ state }) => state === ACCEPTED)) return;
    await this.settle(tx, await this.custody.lock(tx, complaintId), lapsed);
  }

  /**
   * Some said no and the others nothing in time: what was said counts, and nothing lapses (T23, T39, T40). The offers of the
   * silent are void, as another one follows or the negotiation is over.
   */
  async afterSilence(tx: Transaction, complaintId: string, silent: Offer, at: Date): Promise<void> {
    this.offers.giveUp(tx, complaintId, at);
    await this.settle(tx, await this.custody.lock(tx, complaintId), silent);
  }

  private async settle(tx: Transaction, complaint: LockedComplaint, offer: Offer): Promise<void> {
    const offers = await this.offers.ofRevision(tx, offer);
    if (!this.custody.holds(complaint) || offers.some(({ state }) => state === OPEN)) return;
    const situation = await this.desk.situationOf(tx, complaint.complaintId);
    const plan = await this.cases.planOfRevision(tx, offer);
    if (!plan) throw new Error('An offer has a plan');
    await this.takeAnswer.settle(tx, complaint, { offer: { ...offer, state: OPEN }, plan, situation }, offers, SYSTEM);
    await this.cases.touch(tx, offer);
  }
}
