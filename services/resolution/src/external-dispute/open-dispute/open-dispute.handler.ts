import { Inject, Injectable } from '@nestjs/common';
import { Blocked, faultAt, mustBeValid, type ComplaintCommand } from '@redress/commands';
import { disputeOpened, holdsOneOf, RULES, STATE, type Actor, type DisputeRoute } from '@redress/contracts';
import { Contacts, Custody, movedTo, type Moved } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { DateTime } from 'luxon';
import { Offers } from '../../offer/offers';
import { Approvals } from '../../resolution-case/approvals';
import { CaseDesk } from '../../resolution-case/case-desk';
import { PutOffer } from '../../resolution-case/put-offer';
import { ResolutionCases } from '../../resolution-case/resolution-cases';
import { Reviews } from '../../review/reviews';
import { DISPUTE_SEALED, Disputes } from '../../dispute/disputes';
import { obstaclesToOpenDispute } from '../../resolution-case/domain/dispute-commands';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

export interface OpenDispute extends ComplaintCommand {
  readonly route: DisputeRoute;
  /** Kept sealed, as the reference. */
  readonly body: string;
  readonly reference: string;
  /** `YYYY-MM-DD`. */
  readonly deadlineOn: string;
  readonly contactId?: string | undefined;
}

export interface DisputeIsOpen extends Moved {
  readonly disputeId: string;
  readonly version: number;
}

/**
 * Notes that a complaint is before a body outside, by notice of its complainant or by compliance (T32). Nothing that was
 * offered stands any more, an open review ends, and what was to be executed rests until it is decided.
 */
@Injectable()
export class OpenDisputeHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly reviews: Reviews,
    private readonly disputes: Disputes,
    private readonly approvals: Approvals,
    private readonly putOffer: PutOffer,
    private readonly contacts: Contacts,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @throws WrongFields when the deadline is over, or the contact is missing
   * @throws NotCaughtUp when the contact has not been heard of here
   */
  async handle(tx: Transaction, command: OpenDispute): Promise<DisputeIsOpen> {
    const { actor, body, complaintId, contactId, deadlineOn, reference, route } = command;
    const { complaint, situation } = await this.desk.open(tx, command, obstaclesToOpenDispute);
    const { complaintState, resolution, standing } = situation;
    const at = this.clock.now();
    const { zone } = this.desk.procedureOf(standing).content;
    const today = DateTime.fromJSDate(at, { zone }).toISODate() as string;
    const needsContact = !holdsOneOf(actor.roles, RULES.answersDisputes);
    mustBeValid([
      ...(deadlineOn < today ? [faultAt('/deadlineOn', 'in-the-past')] : []),
      ...(needsContact && contactId === undefined ? [faultAt('/contactId', 'required')] : []),
    ]);
    if (contactId !== undefined) {
      const contact = await this.contacts.named(tx, complaintId, contactId);
      if (!contact.twoWay && contact.direction !== 'INBOUND') throw new Blocked({ code: 'CONTACT_NOT_TWO_WAY' });
    }
    const disputeId = newId();
    const seal = (place: (id: string) => Parameters<Vault['seal']>[2], text: string) =>
      this.vault.seal(tx, complaintId, place(disputeId), text);
    this.reviews.end(tx, complaintId, at);
    this.offers.giveUp(tx, complaintId, at);
    await this.approvals.lapse(tx, complaint, situation.proposals, { at, actor: SYSTEM });
    if (complaintState === STATE.CLOSED) await this.cases.takeUp(tx, resolution);
    this.disputes.add(tx, {
      disputeId,
      complaintId,
      cycle: resolution.cycle,
      route,
      openedFrom: complaintState,
      closedAs: resolution.closureCode,
      body: await seal(DISPUTE_SEALED.body, body),
      reference: await seal(DISPUTE_SEALED.reference, reference),
      deadlineOn,
      contactId: contactId ?? null,
      openedBy: actor.sub,
      openedAt: at,
    });
    const dossierVersion = await this.putOffer.nothing(tx, complaint, { dispute: { disputeId, body, reference } }, at);
    const version = await this.cases.touch(tx, resolution);
    const moved = await this.custody.move(tx, complaint, disputeOpened, {
      at,
      actor: actor.onStory,
      payload: { disputeId, route, deadlineOn, contactId, dossierVersion },
    });
    return { ...movedTo(moved), disputeId, version };
  }
}
