import { Injectable } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import { faultAt, type Caller, type FieldFault, type Obstacle } from '@redress/commands';
import { ACCESS, type PackReference } from '@redress/contracts';
import type { LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { PackRegistry, windowUntil } from '@redress/policy';
import { Requests } from '../requests';
import { faultsOfPrimary, obstaclesToMerge } from '../../party/domain/party.rules';
import { Parties } from '../../party/parties';

/** A merge that is asked for; both complaints are locked. */
export interface AskedMerge {
  readonly complaint: LockedComplaint;
  readonly primaryId: string;
  /** Undefined when intake does not know it. */
  readonly primary: LockedComplaint | undefined;
  readonly reader: Caller;
  readonly now: Date;
}

/** Judges whether one complaint may be merged into another one, before its holder is asked (T7). */
@Injectable()
export class JudgeMerge {
  constructor(
    private readonly parties: Parties,
    private readonly requests: Requests,
    private readonly packs: PackRegistry,
    private readonly caseAccess: CaseAccess,
  ) {}

  /** The complaint that is to go on, of a request that names one. */
  primaryIn(asked: Readonly<Record<string, unknown>>): string | undefined {
    return asked['primaryId'] as string | undefined;
  }

  /** What is wrong with the complaint that was named: those that the reader may not see do not exist. */
  async faults(tx: Transaction, { complaint, primaryId, primary, reader }: AskedMerge): Promise<FieldFault[]> {
    const { complaintId, organisationId } = complaint;
    const isKnown =
      primary?.organisationId === organisationId &&
      (await this.caseAccess.maySee(tx, primaryId, reader, ACCESS.intake.requestOfHolder));
    return isKnown ? faultsOfPrimary(primaryId, complaintId) : [faultAt('/primaryId', 'unknown-complaint')];
  }

  /** Why the two may not be merged now. */
  async obstacles(tx: Transaction, { complaint, primaryId, primary, now }: AskedMerge): Promise<Obstacle[]> {
    const { complaintId } = complaint;
    const [pack] = primary?.packs ?? complaint.packs;
    const { id, version } = pack as PackReference;
    const standing = await this.parties.standingOf(tx, primaryId);
    return obstaclesToMerge({
      primaryId,
      primary: standing,
      reopenableUntil: windowUntil(this.packs.get(id, version), 'reopening', standing.caseSince),
      now,
      isMergeOpen: await this.requests.isMergeOpen(tx, [complaintId, primaryId], [complaintId]),
    });
  }
}
