import { Injectable } from '@nestjs/common';
import { Blocked, type ComplaintCommand } from '@redress/commands';
import { Contacts, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { CaseDesk } from '../../resolution-case/case-desk';
import { OpenReview } from '../open-review';

export interface RequestReview extends ComplaintCommand {
  readonly contactId: string;
  readonly words?: string | undefined;
}

export interface ReviewRequested extends Moved {
  readonly reviewId: string;
  readonly version: number;
}

/** Staff write down that the complainant asked for a review, with the contact in which that was said (T24). */
@Injectable()
export class RequestReviewHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly contacts: Contacts,
    private readonly review: OpenReview,
  ) {}

  /**
   * @throws NotCaughtUp when the contact has not been heard of here
   * @throws Blocked when the complainant said nothing in it
   */
  async handle(tx: Transaction, command: RequestReview): Promise<ReviewRequested> {
    const { actor, complaintId, contactId, words } = command;
    const { complaint, situation } = await this.desk.open(tx, command, (read) => this.review.obstacles(read));
    const contact = await this.contacts.named(tx, complaintId, contactId);
    if (!contact.twoWay && contact.direction !== 'INBOUND') throw new Blocked({ code: 'CONTACT_NOT_TWO_WAY' });
    const opened = await this.review.open(tx, complaint, situation, { actor: actor.onStory, contactId, words });
    return { ...movedTo(opened.complaint), reviewId: opened.reviewId, version: opened.version };
  }
}
