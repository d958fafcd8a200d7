import { Injectable } from '@nestjs/common';
import { STATE, type FlagCode, type HolderFacts, type PackReference } from '@redress/contracts';
import { RequestDesk, type LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { PackRegistry, windowUntil } from '@redress/policy';

/** Tells the desk for requests what routing knows of a complaint that it holds. */
@Injectable()
export class WhatRoutingKnows {
  constructor(
    desk: RequestDesk,
    private readonly packs: PackRegistry,
  ) {
    desk.knows(async (tx, complaint) => ({
      ...this.of(complaint),
      safetyCritical: await isSafetyCritical(tx, complaint.complaintId),
    }));
  }

  private of({ state, since, packs }: LockedComplaint): Partial<HolderFacts> {
    if (state !== STATE.NOT_ACCEPTED && state !== STATE.MERGED) return {};
    const { id, version } = packs[0] as PackReference;
    return { reopenableUntil: windowUntil(this.packs.get(id, version), 'reopening', since) };
  }
}

const SAFETY: FlagCode = 'safetyCritical';

async function isSafetyCritical(tx: Transaction, complaintId: string): Promise<boolean> {
  const { rows } = await tx.query(
    'select from work_item where complaint_id = $1 and $2 = any(flags)',
    [complaintId, SAFETY],
    'request-safety',
  );
  return rows.length > 0;
}
