import { Injectable } from '@nestjs/common';
import type { DirectoryEntry } from '@redress/contracts';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { LessThan } from 'typeorm';
import { DirectoryChangeEntity } from '../database/entities';

/** Who answers for a change. */
export interface ChangeAuthor {
  /** `staff:<name>`, or `file:<name>` of the directory file. */
  readonly changedBy: string;
  readonly confirmedBy?: string;
  readonly proposalId?: string;
}

/** Everything that was ever changed in the directory, in a table that rows are only added to (SY-01). */
@Injectable()
export class DirectoryHistory {
  constructor(private readonly clock: BusinessClock) {}

  /** Keeps a change, in the transaction that makes it. The entry must be locked: its changes have an order. */
  async record(
    tx: Transaction,
    { before, after }: { readonly before: DirectoryEntry | null; readonly after: DirectoryEntry | null },
    { changedBy, confirmedBy, proposalId }: ChangeAuthor,
  ): Promise<void> {
    const { id: entryId, organisationId } = (after ?? before) as DirectoryEntry;
    await tx.manager.insert(DirectoryChangeEntity, {
      changeId: newId(),
      entryId,
      organisationId,
      before,
      after,
      changedBy,
      confirmedBy: confirmedBy ?? null,
      proposalId: proposalId ?? null,
      changedAt: this.clock.now(),
    });
  }

  /** A page of the changes of an entry within an organisation, the newest first. @param before id of the last one seen */
  page(
    tx: Transaction,
    entryId: string,
    organisationId: string,
    { before, limit }: { readonly before: string | undefined; readonly limit: number },
  ): Promise<DirectoryChangeEntity[]> {
    return tx.manager.find(DirectoryChangeEntity, {
      where: { entryId, organisationId, ...(before === undefined ? {} : { changeId: LessThan(before) }) },
      order: { changeId: 'DESC' },
      take: limit,
    });
  }
}
