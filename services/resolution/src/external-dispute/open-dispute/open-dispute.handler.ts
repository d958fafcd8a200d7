import { Injectable } from '@nestjs/common';
import { Blocked, faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import { Contacts, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { CaseDesk } from '../../resolution-case/case-desk';
import { NoteDispute, type DisputeNotice } from '../note-dispute';

export interface OpenDispute extends ComplaintCommand, DisputeNotice {
  readonly contactId?: string | undefined;
}

export interface DisputeIsOpen extends Moved {
  readonly disputeId: string;
  readonly version: number;
}

/** Staff note that a complaint is before a body outside: compliance, or others with the contact that says so (T32). */
@Injectable()
export class OpenDisputeHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly contacts: Contacts,
    private readonly disputes: NoteDispute,
  ) {}

  /**
   * @throws WrongFields when the deadline is over, or the contact is missing
   * @throws NotCaughtUp when the contact has not been heard of here
   */
  async handle(tx: Transaction, command: OpenDispute): Promise<DisputeIsOpen> {
    const { actor, complaintId, contactId } = command;
    const { complaint, situation } = await this.desk.open(tx, command, (read) => this.disputes.obstacles(read));
    const needsContact = !holdsOneOf(actor.roles, RULES.answersDisputes);
    mustBeValid(needsContact && contactId === undefined ? [faultAt('/contactId', 'required')] : []);
    if (contactId !== undefined) {
      const contact = await this.contacts.named(tx, complaintId, contactId);
      if (!contact.twoWay && contact.direction !== 'INBOUND') throw new Blocked({ code: 'CONTACT_NOT_TWO_WAY' });
    }
    const toldBy = { actor: actor.onStory, openedBy: actor.sub, contactId };
    const noted = await this.disputes.note(tx, complaint, situation, command, toldBy);
    return { ...movedTo(noted.complaint), disputeId: noted.disputeId, version: noted.version };
  }
}
