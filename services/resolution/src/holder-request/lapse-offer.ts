import { Injectable } from '@nestjs/common';
import { RequestDesk, type GrantedRequest } from '@redress/lifecycle';
import { formatPacks } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { lapsedCaseClosesAt } from '@redress/policy';
import { Offers } from '../offer/offers';
import { CaseDesk } from '../resolution-case/case-desk';

/** An offer that no one answered lapses with the move that grants it; the round is closed some days later (T25, T28). */
@Injectable()
export class LapseOffer {
  constructor(
    desk: RequestDesk,
    private readonly offers: Offers,
    private readonly cases: CaseDesk,
  ) {
    desk.whenGranted('EXPIRY', (tx, granted) => this.lapse(tx, granted));
  }

  private async lapse(tx: Transaction, { at, complaint, fields }: GrantedRequest): Promise<void> {
    const { complaintId, packs } = complaint;
    const pack = this.cases.procedureOf({ packs: formatPacks(packs) });
    await this.offers.lapse(tx, complaintId, {
      clockId: fields['clockId'] as string,
      at,
      closesAt: lapsedCaseClosesAt(pack, at),
    });
  }
}
