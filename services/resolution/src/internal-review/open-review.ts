import { Inject, Injectable } from '@nestjs/common';
import { mustBeFree, type Obstacle } from '@redress/commands';
import { reviewOpened, STATE, type Actor, type AnswerChannel } from '@redress/contracts';
import { Custody, type HeldComplaint, type LockedComplaint } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { Offers } from '../offer/offers';
import { Approvals } from '../resolution-case/approvals';
import { CaseDesk } from '../resolution-case/case-desk';
import { ResolutionCases, type StandingSituation } from '../resolution-case/resolution-cases';
import { partyOnStory } from '../resolution-case/take-answer';
import { obstaclesToRequestReview } from '../resolution-case/domain/review-commands';
import { REVIEW_SEALED, Reviews } from '../review/reviews';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** How a review was asked for. */
export interface ReviewAsked {
  /** Who asks: the complaint with which that one came. */
  readonly partyId: string;
  /** Absent when staff recorded it. */
  readonly askedThrough?: Extract<AnswerChannel, 'LINK' | 'PORTAL'> | undefined;
  readonly contactId?: string | undefined;
  /** Why; kept sealed. */
  readonly words?: string | undefined;
  readonly actor: Actor;
}

export interface ReviewIsOpen {
  readonly reviewId: string;
  readonly complaint: LockedComplaint;
  /** Of the resolution. */
  readonly version: number;
}

/** Has the handling of a complaint reviewed by others, whichever way its complainant asked for it (T24). */
@Injectable()
export class OpenReview {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly reviews: Reviews,
    private readonly approvals: Approvals,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  /** Why no review can be asked for now. */
  obstacles(situation: StandingSituation): Obstacle[] {
    return obstaclesToRequestReview(situation, { until: this.desk.reviewUntil(situation), now: this.clock.now() });
  }

  /**
   * Opens the review: what was offered no longer stands, and what was to be executed rests until it is decided.
   * @throws Blocked as {@link obstacles}
   */
  async open(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: StandingSituation,
    { actor, askedThrough, contactId, partyId, words }: ReviewAsked,
  ): Promise<ReviewIsOpen> {
    mustBeFree(this.obstacles(situation));
    const { complaintId } = complaint;
    const { complaintState, resolution } = situation;
    const reviewId = newId();
    const at = this.clock.now();
    this.reviews.add(tx, {
      reviewId,
      complaintId,
      partyId,
      cycle: resolution.cycle,
      openedFrom: complaintState,
      closedAs: resolution.closureCode,
      askedThrough: askedThrough ?? null,
      contactId: contactId ?? null,
      openedAt: at,
      words: words ? await this.vault.seal(tx, complaintId, REVIEW_SEALED.words(reviewId), words) : null,
    });
    if (complaintState === STATE.CLOSED) await this.cases.takeUp(tx, resolution);
    this.offers.giveUp(tx, complaintId, at);
    await this.approvals.lapse(tx, complaint, situation.proposals, { at, actor: SYSTEM });
    const version = await this.cases.touch(tx, resolution);
    const moved = await this.custody.move(tx, complaint, reviewOpened, {
      at,
      actor,
      payload: { reviewId, ...partyOnStory({ complaintId, partyId }), askedThrough, contactId },
    });
    return { reviewId, complaint: moved, version };
  }
}
