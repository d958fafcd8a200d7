import { Injectable } from '@nestjs/common';
import { STATE, type HolderFacts, type PackReference } from '@redress/contracts';
import { RequestDesk, type LockedComplaint } from '@redress/lifecycle';
import { PackRegistry, windowUntil } from '@redress/policy';

/** Tells the desk for requests what routing knows of a complaint that it holds. */
@Injectable()
export class WhatRoutingKnows {
  constructor(
    desk: RequestDesk,
    private readonly packs: PackRegistry,
  ) {
    desk.knows(async (_tx, complaint) => this.of(complaint));
  }

  private of({ state, since, packs }: LockedComplaint): Partial<HolderFacts> {
    if (state !== STATE.NOT_ACCEPTED && state !== STATE.MERGED) return {};
    const { id, version } = packs[0] as PackReference;
    return { reopenableUntil: windowUntil(this.packs.get(id, version), 'reopening', since) };
  }
}
