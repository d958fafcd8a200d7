import { Injectable } from '@nestjs/common';
import { Blocked, faultAt, mustBeValid, WrongFields, type ComplaintCommand } from '@redress/commands';
import { holdsOneOf, RULES } from '@redress/contracts';
import { Contacts, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { CaseDesk } from '../../resolution-case/case-desk';
import { NoteDispute, type DisputeNotice } from '../note-dispute';

export interface OpenDispute extends ComplaintCommand, DisputeNotice {
  readonly contactId?: string | undefined;
  /** Whose dispute it is, where several complainants have the case and no contact says it. */
  readonly partyId?: string | undefined;
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
   * @throws WrongFields when the deadline is over, the contact is missing, or no complainant of the case is meant
   * @throws NotCaughtUp when the contact has not been heard of here
   */
  async handle(tx: Transaction, command: OpenDispute): Promise<DisputeIsOpen> {
    const { actor, complaintId, contactId } = command;
    const { complaint, situation } = await this.desk.open(tx, command, (read) => this.disputes.obstacles(read));
    const needsContact = !holdsOneOf(actor.roles, RULES.answersDisputes);
    mustBeValid(needsContact && contactId === undefined ? [faultAt('/contactId', 'required')] : []);
    const { parties } = situation;
    const { partyId: named } = command;
    mustBeValid(named !== undefined && !parties.includes(named) ? [faultAt('/partyId', 'unknown-party')] : []);
    const heard = contactId === undefined ? undefined : await this.heardOf(tx, named ?? parties, contactId);
    const only = parties.length > 1 ? undefined : (parties[0] ?? complaintId);
    const partyId = named ?? heard ?? only;
    if (partyId === undefined) throw new WrongFields(faultAt('/partyId', 'required'));
    const toldBy = { actor: actor.onStory, openedBy: actor.sub, contactId, partyId };
    const noted = await this.disputes.note(tx, complaint, situation, command, toldBy);
    return { ...movedTo(noted.complaint), disputeId: noted.disputeId, version: noted.version };
  }

  /** Which complainant told of it in the contact. */
  private async heardOf(tx: Transaction, parties: string | readonly string[], contactId: string): Promise<string> {
    const { complaintId, direction, twoWay } = await this.contacts.named(tx, parties, contactId);
    if (!twoWay && direction !== 'INBOUND') throw new Blocked({ code: 'CONTACT_NOT_TWO_WAY' });
    return complaintId;
  }
}
