import { Injectable } from '@nestjs/common';
import { promisedRemedySchema } from '@redress/contracts';
import { TO_COMPLAINANT, type Reading } from '@redress/disclosure';
import { UnknownComplaint, type LockedComplaint } from '@redress/lifecycle';
import { Vault, type Queryable } from '@redress/vault';
import type { OfferContent } from '../offer/domain/offer-content';
import { planFor, type PlanState } from './domain/resolution-plan';
import { ResolutionCases } from './resolution-cases';
import { SEALED } from './sealed';

/** What complainants are shown and read out of a plan, and agree to. */
@Injectable()
export class OfferContents {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly vault: Vault,
  ) {}

  /**
   * Opens the words of a revision as they concern one complainant.
   * @param partyId whose offer it is
   * @param reading whom for; its complainant if absent
   * @throws KeyMissing when the person was erased
   */
  async of(
    from: Queryable,
    { complaintId, complaintNo }: Pick<LockedComplaint, 'complaintId' | 'complaintNo'>,
    plan: PlanState,
    partyId: string,
    reading: Reading = TO_COMPLAINANT,
  ): Promise<OfferContent> {
    const { explanation, apology } = await this.cases.textsOf(from, plan);
    const open = await this.vault.opener(from, complaintId, reading);
    return {
      complaintNo: partyId === complaintId ? complaintNo : await this.numberOf(from, partyId),
      revision: plan.revision,
      isFinal: plan.isFinal,
      outcome: plan.outcome,
      explanation: open(SEALED.explanation(plan.planId, plan.revision), explanation),
      apology: apology ? open(SEALED.apology(plan.planId, plan.revision), apology) : null,
      remedies: planFor(plan, partyId).remedies.map((line) => promisedRemedySchema.parse(line)),
    };
  }

  /** Of a complaint that was merged into another one; parties keep their own numbers. */
  private async numberOf(from: Queryable, complaintId: string): Promise<string> {
    const { rows } = await from.query<{ no: string }>(
      'select complaint_no as no from complaint_custody where complaint_id = $1',
      [complaintId],
      'party-number',
    );
    if (!rows[0]) throw new UnknownComplaint(complaintId);
    return rows[0].no;
  }
}
