import { Injectable } from '@nestjs/common';
import { machines, type HolderFacts } from '@redress/contracts';
import { RequestDesk } from '@redress/lifecycle';
import { BusinessClock } from '@redress/time';
import type { Queryable } from '@redress/vault';
import { pauseFrom } from '../investigation-case/domain/investigation-case';
import { InvestigationCases } from '../investigation-case/investigation-cases';

const { OPEN, REPLIED } = machines.informationRequest.state;

/** Tells the desk for requests what investigation knows of a complaint from its own rows. */
@Injectable()
export class WhatInvestigationKnows {
  constructor(
    desk: RequestDesk,
    private readonly cases: InvestigationCases,
    private readonly clock: BusinessClock,
  ) {
    desk.knows(async (tx, { complaintId }, { kind, fields }) =>
      kind === 'EXPIRY' ? { awaited: await this.awaitedBy(tx, complaintId, fields) } : {},
    );
  }

  /** The questions for whose answer a clock waits. */
  private async awaitedBy(
    from: Queryable,
    complaintId: string,
    { subject }: Readonly<Record<string, unknown>>,
  ): Promise<HolderFacts['awaited']> {
    const { id } = (subject ?? {}) as { readonly id?: string };
    const asked = (await this.cases.questionsOf(from, complaintId)).find((one) => one.informationRequestId === id);
    if (!asked || (asked.status !== OPEN && asked.status !== REPLIED)) return undefined;
    const { pausedAt, pausedSeconds } = pauseFrom(asked.askedAt, this.clock.now());
    return {
      isAnswered: asked.status === REPLIED,
      named: {
        reason: 'NO_REPLY_IN_TIME',
        informationRequestId: asked.informationRequestId,
        pausedAt: pausedAt.toISOString(),
        pausedSeconds,
      },
    };
  }
}
