import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { resolutionOffered } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToOffer } from '../domain/case-commands';
import { planOnStory } from '../plan-on-story';
import { PutOffer } from '../put-offer';
import { ResolutionCases } from '../resolution-cases';

export interface PlanOffered extends Moved {
  readonly planId: string;
  readonly revision: number;
  readonly offerId: string;
  readonly version: number;
}

/** Offers a draft that needs no approval (T21). */
@Injectable()
export class OfferPlanHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly putOffer: PutOffer,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: ComplaintCommand): Promise<PlanOffered> {
    const { complaint, situation, plan } = await this.desk.openPlan(tx, command, (found, worker) =>
      obstaclesToOffer(found, worker, this.desk.isBelowLimit(found)),
    );
    const at = this.clock.now();
    plan.release({ at });
    const offered = plan.now;
    const { planId, revision, isFinal } = offered;
    await this.cases.release(tx, offered, at);
    const { offerId, ...put } = await this.putOffer.offer(tx, complaint, situation, offered, at);
    const version = await this.cases.touch(tx, situation.resolution);
    const moved = await this.custody.move(tx, complaint, resolutionOffered, {
      at,
      actor: command.actor.onStory,
      payload: { ...planOnStory(offered), offerId, isFinal, ...put },
    });
    return { ...movedTo(moved), planId, revision, offerId, version };
  }
}
