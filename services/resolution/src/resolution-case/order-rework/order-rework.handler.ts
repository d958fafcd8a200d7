import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { reworkOrdered, type ReworkReason } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToRework } from '../domain/case-commands';
import { ResolutionCases } from '../resolution-cases';
import { SEALED } from '../sealed';
import { Reworks } from './reworks';

export interface OrderRework extends ComplaintCommand {
  readonly reason: ReworkReason;
  /** What is to be looked at again; kept sealed. */
  readonly comment: string;
}

export interface ReworkAnswered extends Moved {
  readonly reworkId: string;
  readonly round: number;
  readonly version: number;
}

/**
 * Sends a determination back to investigation (T16). The round of resolution stays open and gets the verdict of the next
 * determination.
 */
@Injectable()
export class OrderReworkHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly reworks: Reworks,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: OrderRework): Promise<ReworkAnswered> {
    const { actor, comment, complaintId, reason } = command;
    const { complaint, situation } = await this.desk.open(tx, command, obstaclesToRework);
    const { resolution } = situation;
    const { determinationId } = resolution;
    if (determinationId === null) throw new Error('A determined complaint has a determination');
    const at = this.clock.now();
    const reworkId = newId();
    const round = (await this.reworks.of(tx, resolution)).length + 1;
    await this.reworks.add(tx, resolution, {
      reworkId,
      determinationId,
      round,
      reason,
      comment: await this.vault.seal(tx, complaintId, SEALED.reworkComment(reworkId), comment),
      orderedBy: actor.sub,
      orderedAt: at,
    });
    const version = await this.cases.touch(tx, resolution);
    const moved = await this.custody.move(tx, complaint, reworkOrdered, {
      at,
      actor: actor.onStory,
      reasonCode: reason,
      payload: { determinationId, round, reason },
    });
    return { ...movedTo(moved), reworkId, round, version };
  }
}
