import { Injectable } from '@nestjs/common';
import { faultAt, mustBeValid, NotFound, type ComplaintCommand } from '@redress/commands';
import { Contacts, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Offers } from '../offer/offers';
import { CaseDesk } from '../resolution-case/case-desk';
import { roundIsOpen } from '../resolution-case/domain/rules/round-is-open.rule';
import { ObjectToAnswer } from './object-to-answer';

export interface RecordObjection extends ComplaintCommand {
  readonly answerId: string;
  readonly contactId: string;
  readonly words?: string | undefined;
}

export interface ObjectionRecorded extends Moved {
  readonly answerId: string;
  readonly version: number;
}

/** Staff write down that a complainant objects; any member of staff who hears it does, for no one is turned away with it (RM-09). */
@Injectable()
export class RecordObjectionHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly offers: Offers,
    private readonly contacts: Contacts,
    private readonly objections: ObjectToAnswer,
    private readonly clock: BusinessClock,
  ) {}

  /** @throws NotFound when the round has no such answer; Blocked, NotCaughtUp */
  async handle(tx: Transaction, command: RecordObjection): Promise<ObjectionRecorded> {
    const { actor, answerId, complaintId, contactId, words } = command;
    const { situation } = await this.desk.open(tx, command, (read) => [roundIsOpen(read)].flatMap((one) => one ?? []));
    const { resolution } = situation;
    const answers = await this.offers.answersOf(tx, resolution);
    const given = answers.find((one) => one.answerId === answerId);
    if (!given) throw new NotFound('answer');
    const offer = await this.offers.lock(tx, given.offerId);
    // Of several complainants each has a contact log of their own.
    const contact = await this.contacts.named(tx, offer.partyId, contactId);
    mustBeValid([
      ...(contact.twoWay || contact.direction === 'INBOUND' ? [] : [faultAt('/contactId', 'not-said-in-contact')]),
      ...(contact.at < given.givenAt ? [faultAt('/contactId', 'before-the-answer')] : []),
    ]);
    const at = this.clock.now();
    const after = await this.objections.take(tx, offer, given, {
      words,
      contactId,
      raisedAt: contact.at,
      at,
      actor: actor.onStory,
    });
    const read = await this.desk.situationOf(tx, complaintId);
    return { ...movedTo(after), answerId, version: read.resolution.version };
  }
}
