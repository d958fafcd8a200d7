import { Injectable } from '@nestjs/common';
import type { DirectoryEntry } from '@redress/contracts';
import { newId, type Database, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { DirectoryChangeEntity } from '../database/entities';

/** Who answers for a change. */
export interface ChangeAuthor {
  /** `staff:<name>`, or `file:<name>` of the directory file. */
  readonly changedBy: string;
  readonly confirmedBy?: string;
  readonly proposalId?: string;
}

interface ChangeRow {
  change_id: string;
  entry_id: string;
  before: DirectoryEntry | null;
  after: DirectoryEntry | null;
  changed_by: string;
  confirmed_by: string | null;
  proposal_id: string | null;
  changed_at: Date;
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
  async page(
    from: Database,
    entryId: string,
    organisationId: string,
    { before, limit }: { readonly before: string | undefined; readonly limit: number },
  ): Promise<DirectoryChangeEntity[]> {
    const { rows } = await from.query<ChangeRow>(
      `select change_id, entry_id, before, after, changed_by, confirmed_by, proposal_id, changed_at
       from directory_change
       where entry_id = $1 and organisation_id = $2 and ($3::uuid is null or change_id < $3)
       order by change_id desc limit $4`,
      [entryId, organisationId, before ?? null, limit],
      'directory-changes',
    );
    return rows.map((row) => ({
      changeId: row.change_id,
      entryId: row.entry_id,
      organisationId,
      before: row.before,
      after: row.after,
      changedBy: row.changed_by,
      confirmedBy: row.confirmed_by,
      proposalId: row.proposal_id,
      changedAt: row.changed_at,
    }));
  }
}
