import { Injectable } from '@nestjs/common';
import { Blocked, faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
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
   * @throws WrongFields when it was with no complainant of the case, or before what is to be reviewed was decided
   */
  async handle(tx: Transaction, command: RequestReview): Promise<ReviewRequested> {
    const { actor, complaintId, contactId, words } = command;
    const { complaint, situation } = await this.desk.open(tx, command, (read) => this.review.obstacles(read));
    const { parties } = situation;
    const contact = await this.contacts.named(tx, parties.length > 0 ? parties : complaintId, contactId);
    if (!contact.twoWay && contact.direction !== 'INBOUND') throw new Blocked({ code: 'CONTACT_NOT_TWO_WAY' });
    // Who asked before it was decided did not ask for a review of that.
    const decidedAt = situation.plan?.decidedAt ?? situation.resolution.openedAt;
    mustBeValid(contact.at < decidedAt ? [faultAt('/contactId', 'before-the-occasion')] : []);
    const asked = { actor: actor.onStory, partyId: contact.complaintId, contactId, words };
    const opened = await this.review.open(tx, complaint, situation, asked);
    return { ...movedTo(opened.complaint), reviewId: opened.reviewId, version: opened.version };
  }
}
