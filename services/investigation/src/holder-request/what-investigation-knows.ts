import { Injectable } from '@nestjs/common';
import { machines, STATE, type FlagCode, type HolderFacts, type PackReference } from '@redress/contracts';
import { RequestDesk, type LockedComplaint } from '@redress/lifecycle';
import { PackRegistry, windowUntil } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import type { Queryable } from '@redress/vault';
import { pauseFrom } from '../investigation-case/domain/investigation-case';
import { InvestigationCases } from '../investigation-case/investigation-cases';

const SAFETY: FlagCode = 'safetyCritical';
const { OPEN, REPLIED } = machines.informationRequest.state;

/** Tells the desk for requests what investigation knows of a complaint from its own rows. */
@Injectable()
export class WhatInvestigationKnows {
  constructor(
    desk: RequestDesk,
    private readonly cases: InvestigationCases,
    private readonly clock: BusinessClock,
    private readonly packs: PackRegistry,
  ) {
    desk.knows(async (tx, complaint, { kind, fields }) => ({
      ...this.windowOf(complaint),
      safetyCritical: await this.isSafetyCritical(tx, complaint.complaintId),
      ...(kind === 'EXPIRY' ? { awaited: await this.awaitedBy(tx, complaint.complaintId, fields) } : {}),
    }));
  }

  private windowOf({ state, since, packs }: LockedComplaint): Pick<HolderFacts, 'reopenableUntil'> {
    if (state !== STATE.MERGED) return {};
    const { id, version } = packs[0] as PackReference;
    return { reopenableUntil: windowUntil(this.packs.get(id, version), 'reopening', since) };
  }

  private async isSafetyCritical(from: Queryable, complaintId: string): Promise<boolean> {
    const [newest] = await this.cases.roundsOf(from, complaintId);
    return newest?.flags.includes(SAFETY) ?? false;
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
