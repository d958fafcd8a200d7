import { Injectable } from '@nestjs/common';
import { machines, REQUEST_KINDS, requestOfKind, STATE, type Actor } from '@redress/contracts';
import { RequestDesk, type GrantedRequest, type RefusedRequest } from '@redress/lifecycle';
import { formatPacks } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { lapsedCaseClosesAt } from '@redress/policy';
import { Offers } from '../offer/offers';
import { Approvals } from '../resolution-case/approvals';
import { SettleParties } from '../resolution-case/settle-parties';
import { CaseDesk } from '../resolution-case/case-desk';

const SYSTEM: Actor = { kind: 'SYSTEM', id: 'system' };

/** The kinds of request that end a complaint. */
const ENDING = REQUEST_KINDS.filter((kind) => requestOfKind(kind)?.closure !== undefined);

/** An offer that no one answered lapses with the move that grants it; the round is closed some days later (T25, T28). */
@Injectable()
export class LapseOffer {
  constructor(
    desk: RequestDesk,
    private readonly offers: Offers,
    private readonly cases: CaseDesk,
    private readonly approvals: Approvals,
    private readonly parties: SettleParties,
  ) {
    desk.whenGranted('EXPIRY', (tx, granted) => this.lapse(tx, granted));
    desk.whenRefused('EXPIRY', (tx, refused) => this.countAnswers(tx, refused));
    // What was to be decided about the case has no object any more.
    for (const kind of ENDING) {
      desk.whenGranted(kind, (tx, { at, complaint }) => this.approvals.lapseAll(tx, complaint, { at, actor: SYSTEM }));
    }
  }

  /** Of several complainants one is still silent, and the answers of the others count instead of a lapse. */
  private async countAnswers(tx: Transaction, { at, complaint, fields }: RefusedRequest): Promise<void> {
    const { complaintId } = complaint;
    const offer = await this.offers.ofClock(tx, complaintId, fields['clockId'] as string);
    if (offer?.state !== machines.offer.state.OPEN || complaint.state !== STATE.RESOLUTION_OFFERED) return;
    await this.approvals.lapseAll(tx, complaint, { at, actor: SYSTEM });
    await this.parties.afterSilence(tx, complaintId, offer, at);
  }

  private async lapse(tx: Transaction, { at, complaint, fields }: GrantedRequest): Promise<void> {
    const { complaintId, packs } = complaint;
    const pack = this.cases.procedureOf({ packs: formatPacks(packs) });
    await this.offers.lapse(tx, complaintId, {
      clockId: fields['clockId'] as string,
      at,
      closesAt: lapsedCaseClosesAt(pack, at),
    });
    await this.approvals.lapseAll(tx, complaint, { at, actor: SYSTEM });
    const lapsed = await this.offers.ofClock(tx, complaintId, fields['clockId'] as string);
    if (lapsed) await this.parties.afterLapse(tx, complaintId, lapsed);
  }
}
