import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { investigationResumed, STATE, thirdPartyReplied } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToReceiveReply } from '../domain/case-commands';
import { InvestigationCases } from '../investigation-cases';

export interface ReceiveThirdPartyReply extends ComplaintCommand {
  readonly thirdPartyId: string;
  readonly evidenceIds: readonly string[];
  /** RFC 3339: when the enterprise got it; now if absent. */
  readonly repliedAt?: string | undefined;
}

export interface ReplyReceived extends Moved {
  readonly version: number;
}

/** Takes the reply of a third party, with the evidence that holds it; the last one ends the waiting (T14). */
@Injectable()
export class ReceiveThirdPartyReplyHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly outbox: Outbox,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: ReceiveThirdPartyReply): Promise<ReplyReceived> {
    const { actor, thirdPartyId } = command;
    const { complaint, investigation, worker } = await this.desk.open(tx, command, obstaclesToReceiveReply);
    const at = this.clock.now();
    const evidenceIds = [...new Set(command.evidenceIds)];
    const repliedAt = command.repliedAt === undefined ? at : new Date(command.repliedAt);
    const { investigation: round } = investigation.now;
    const ended = investigation.receiveReply({ thirdPartyId, evidenceIds, repliedAt }, { by: worker, at });
    const version = await this.cases.receiveReply(tx, round, {
      thirdPartyId,
      evidenceIds,
      repliedAt,
      recordedBy: worker.id,
    });
    await this.outbox.append(tx, [
      {
        contract: thirdPartyReplied,
        complaint,
        at,
        actor: actor.onStory,
        payload: { thirdPartyId, evidence: evidenceIds.length, repliedAt: repliedAt.toISOString() },
      },
    ]);
    if (!ended) return { ...movedTo(complaint), version };
    const moved = await this.custody.move(tx, complaint, investigationResumed, {
      at,
      actor: actor.onStory,
      to: STATE.UNDER_INVESTIGATION,
      payload: {
        reason: 'THIRD_PARTY_REPLIED',
        thirdPartyId,
        pausedAt: ended.pausedAt.toISOString(),
        pausedSeconds: ended.pausedSeconds,
      },
    });
    return { ...movedTo(moved), version };
  }
}
