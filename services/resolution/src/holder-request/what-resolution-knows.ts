import { Injectable } from '@nestjs/common';
import {
  BEGUN_REMEDY_STATES,
  machines,
  STATE,
  type FlagCode,
  type HolderFacts,
  type PackReference,
} from '@redress/contracts';
import { RequestDesk, type LockedComplaint } from '@redress/lifecycle';
import { PackRegistry, windowUntil } from '@redress/policy';
import type { Queryable } from '@redress/vault';
import { Offers } from '../offer/offers';
import { CaseDesk } from '../resolution-case/case-desk';

const SAFETY: FlagCode = 'safetyCritical';

/** Tells the desk for requests what resolution knows of a complaint from its own rows. */
@Injectable()
export class WhatResolutionKnows {
  constructor(
    desk: RequestDesk,
    private readonly offers: Offers,
    private readonly packs: PackRegistry,
    private readonly cases: CaseDesk,
  ) {
    desk.knows(async (tx, complaint, { kind, fields }) => ({
      ...(await this.of(tx, complaint)),
      ...(kind === 'EXPIRY' ? { awaited: await this.awaitedBy(tx, complaint.complaintId, fields) } : {}),
    }));
  }

  /** What stands in the rows of the complaint; as if nothing had happened for one that never came here. */
  async of(
    from: Queryable,
    { complaintId, state, since, packs }: Pick<LockedComplaint, 'complaintId' | 'state' | 'since' | 'packs'>,
  ): Promise<Partial<HolderFacts>> {
    const { rows } = await from.query<Pick<HolderFacts, 'offerIsOut' | 'remedyBegan' | 'safetyCritical'>>(
      `select
         exists (select from offer where complaint_id = $1 and state = $2) as "offerIsOut",
         exists (select from resolution_case c
           join resolution_plan p on p.complaint_id = c.complaint_id and p.cycle = c.cycle
           join remedy_line l on l.plan_id = p.plan_id and l.revision = p.revision
           where c.complaint_id = $1 and c.status = $3 and l.state = any($4::text[])) as "remedyBegan",
         exists (select from complaint_flags where complaint_id = $1 and $5 = any(flags)) as "safetyCritical"`,
      [complaintId, machines.offer.state.OPEN, machines.resolution.state.OPEN, BEGUN_REMEDY_STATES, SAFETY],
      'request-facts',
    );
    if (state !== STATE.CLOSED && state !== STATE.MERGED) return rows[0] ?? {};
    const { id, version } = packs[0] as PackReference;
    return { ...rows[0], reopenableUntil: windowUntil(this.packs.get(id, version), 'reopening', since) };
  }

  /** The offer for whose answer a clock waits. */
  private async awaitedBy(
    from: Queryable,
    complaintId: string,
    { clockId }: Readonly<Record<string, unknown>>,
  ): Promise<HolderFacts['awaited']> {
    const offer = await this.offers.ofClock(from, complaintId, clockId as string);
    if (!offer) return undefined;
    const { offerId, planId, revision, state } = offer;
    const { ACCEPTED, COUNTERED, OPEN, REFUSED } = machines.offer.state;
    const all = await this.offers.ofRevision(from, offer);
    const silent = all.filter((one) => one.state === OPEN).map(({ partyId }) => partyId);
    const partyIds = all.length > 1 ? { partyIds: silent } : {};
    // Who agreed gets what was agreed beside the lapse; where no one did, what the others said counts instead of it.
    const { parties } = await this.cases.situationOf(from, complaintId);
    const states = all.filter(({ partyId }) => parties.includes(partyId)).map((one) => one.state);
    const saidNo = !states.includes(ACCEPTED) && states.some((one) => one === COUNTERED || one === REFUSED);
    return { isAnswered: state !== OPEN || saidNo, named: { offerId, planId, revision, ...partyIds } };
  }
}
