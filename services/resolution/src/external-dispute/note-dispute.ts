import { Inject, Injectable } from '@nestjs/common';
import { faultAt, mustBeFree, mustBeValid, type Obstacle } from '@redress/commands';
import { disputeOpened, STATE, type Actor, type DisputeRoute } from '@redress/contracts';
import { Custody, type HeldComplaint, type LockedComplaint } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { DateTime } from 'luxon';
import { DISPUTE_SEALED, Disputes } from '../dispute/disputes';
import { Offers } from '../offer/offers';
import { Approvals } from '../resolution-case/approvals';
import { CaseDesk } from '../resolution-case/case-desk';
import { obstaclesToOpenDispute } from '../resolution-case/domain/dispute-commands';
import { PutOffer } from '../resolution-case/put-offer';
import { ResolutionCases, type StandingSituation } from '../resolution-case/resolution-cases';
import { partyOnStory } from '../resolution-case/take-answer';
import { Reviews } from '../review/reviews';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** Before which body the complaint is. */
export interface DisputeNotice {
  readonly route: DisputeRoute;
  /** Kept sealed, as the reference. */
  readonly body: string;
  readonly reference: string;
  /** `YYYY-MM-DD`. */
  readonly deadlineOn: string;
}

/** Who told of it, and how. */
export interface DisputeToldBy {
  /** Whose dispute it is: the complaint with which that complainant came. */
  readonly partyId: string;
  readonly actor: Actor;
  readonly openedBy: string;
  readonly contactId?: string | undefined;
}

export interface DisputeIsNoted {
  readonly disputeId: string;
  readonly complaint: LockedComplaint;
  /** Of the resolution. */
  readonly version: number;
}

/**
 * Notes that a complaint is before a body outside, by the word of staff or of the complainant (T32). Nothing that was offered stands any more, an open
 * review ends, and what was to be executed rests until it is decided.
 */
@Injectable()
export class NoteDispute {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly offers: Offers,
    private readonly reviews: Reviews,
    private readonly disputes: Disputes,
    private readonly approvals: Approvals,
    private readonly putOffer: PutOffer,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  /** Why none can be noted now. */
  obstacles(situation: StandingSituation): Obstacle[] {
    return obstaclesToOpenDispute(situation);
  }

  /**
   * @throws Blocked as {@link obstacles}
   * @throws WrongFields when the deadline is over
   */
  async note(
    tx: Transaction,
    complaint: HeldComplaint,
    situation: StandingSituation,
    { route, body, reference, deadlineOn }: DisputeNotice,
    { actor, openedBy, contactId, partyId }: DisputeToldBy,
  ): Promise<DisputeIsNoted> {
    mustBeFree(this.obstacles(situation));
    const { complaintId } = complaint;
    const { complaintState, resolution, standing } = situation;
    const at = this.clock.now();
    const { zone } = this.desk.procedureOf(standing).content;
    const today = DateTime.fromJSDate(at, { zone }).toISODate() as string;
    mustBeValid(deadlineOn < today ? [faultAt('/deadlineOn', 'in-the-past')] : []);
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
      partyId,
      cycle: resolution.cycle,
      route,
      openedFrom: complaintState,
      closedAs: resolution.closureCode,
      body: await seal(DISPUTE_SEALED.body, body),
      reference: await seal(DISPUTE_SEALED.reference, reference),
      deadlineOn,
      contactId: contactId ?? null,
      openedBy,
      openedAt: at,
    });
    const dossierVersion = await this.putOffer.nothing(tx, complaint, { dispute: { disputeId, body, reference } }, at);
    const version = await this.cases.touch(tx, resolution);
    const moved = await this.custody.move(tx, complaint, disputeOpened, {
      at,
      actor,
      payload: { disputeId, ...partyOnStory({ complaintId, partyId }), route, deadlineOn, contactId, dossierVersion },
    });
    return { disputeId, complaint: moved, version };
  }
}
