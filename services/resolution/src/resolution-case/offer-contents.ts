import { Injectable } from '@nestjs/common';
import { promisedRemedySchema } from '@redress/contracts';
import { TO_COMPLAINANT, type Reading } from '@redress/disclosure';
import type { LockedComplaint } from '@redress/lifecycle';
import { Vault, type Queryable } from '@redress/vault';
import type { OfferContent } from '../offer/domain/offer-content';
import type { PlanState } from './domain/resolution-plan';
import { ResolutionCases } from './resolution-cases';
import { SEALED } from './sealed';

/** What complainants are shown and read out of a plan, and agree to. */
@Injectable()
export class OfferContents {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly vault: Vault,
  ) {}

  /** Opens the words of a revision. @param reading whom for; its complainant if absent. @throws KeyMissing when the person was erased */
  async of(
    from: Queryable,
    { complaintId, complaintNo }: Pick<LockedComplaint, 'complaintId' | 'complaintNo'>,
    plan: PlanState,
    reading: Reading = TO_COMPLAINANT,
  ): Promise<OfferContent> {
    const { explanation, apology } = await this.cases.textsOf(from, plan);
    const open = await this.vault.opener(from, complaintId, reading);
    return {
      complaintNo,
      revision: plan.revision,
      isFinal: plan.isFinal,
      outcome: plan.outcome,
      explanation: open(SEALED.explanation(plan.planId, plan.revision), explanation),
      apology: apology ? open(SEALED.apology(plan.planId, plan.revision), apology) : null,
      remedies: plan.remedies.map((line) => promisedRemedySchema.parse(line)),
    };
  }
}
