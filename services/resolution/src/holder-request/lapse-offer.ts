import { Injectable } from '@nestjs/common';
import { REQUEST_KINDS, requestOfKind, type Actor } from '@redress/contracts';
import { RequestDesk, type GrantedRequest } from '@redress/lifecycle';
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
    // What was to be decided about the case has no object any more.
    for (const kind of ENDING) {
      desk.whenGranted(kind, (tx, { at, complaint }) => this.approvals.lapseAll(tx, complaint, { at, actor: SYSTEM }));
    }
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
