import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { directoryEntry, type DirectoryEntry, type DocumentContract } from '@redress/contracts';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { DirectoryHistory, type ChangeAuthor } from './directory-history';
import { SqlDirectoryRegister, type LastChange } from './sql-directory-register';

/** An entry as it stands on the topic; `null` is a tombstone. */
export interface PublishedEntry {
  readonly id: string;
  readonly entry: DirectoryEntry | null;
  /** When its writer recorded it, real time. */
  readonly recordedAt: Date;
}

/** Changes the register, keeps who changed it, and publishes the change on `org.directory.v1`, which every service reads, this one too. */
@Injectable()
export class DirectoryPublication {
  constructor(
    private readonly register: SqlDirectoryRegister,
    private readonly history: DirectoryHistory,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * Adds or replaces an entry and keeps who did it; the entry's place must be locked.
   * @returns the version of the entry
   */
  async put(
    tx: Transaction,
    before: DirectoryEntry | null,
    entry: DirectoryEntry,
    author: ChangeAuthor,
    fromFile = false,
  ): Promise<number> {
    const version = await this.register.put(tx, entry.id, entry, fromFile);
    await this.history.record(tx, { before, after: entry }, author);
    await this.publish(tx, entry.id, entry.organisationId, entry);
    return version;
  }

  /** Removes an entry and keeps who did it; readers get a tombstone. */
  async remove(tx: Transaction, entry: DirectoryEntry, author: ChangeAuthor): Promise<void> {
    await this.register.remove(tx, entry.id);
    await this.history.record(tx, { before: entry, after: null }, author);
    await this.publish(tx, entry.id, entry.organisationId, null);
  }

  /**
   * Publishes entries again that the register knows to have been changed after they were recorded. A register that knows
   * less than the topic may have been put back, and changes nothing.
   * @returns how many were published again
   */
  async repair(tx: Transaction, published: readonly PublishedEntry[]): Promise<number> {
    const isOutdated = ({ entry, recordedAt }: PublishedEntry, change: LastChange | undefined): boolean =>
      change !== undefined && change.at > recordedAt && !isDeepStrictEqual(change.entry, entry);
    const changes = await this.register.lastChanges(
      tx,
      published.map(({ id }) => id),
    );
    const outdated = published.filter((one) => isOutdated(one, changes.get(one.id))).map(({ id }) => id);
    if (outdated.length === 0) return 0;
    await this.register.lockAll(tx, outdated);
    // They may have been changed until they were locked.
    const current = await this.register.lastChanges(tx, outdated);
    for (const [id, { organisationId, entry }] of current) await this.publish(tx, id, organisationId, entry);
    return current.size;
  }

  private async publish(
    tx: Transaction,
    key: string,
    organisationId: string,
    data: DirectoryEntry | null,
  ): Promise<void> {
    const contract = directoryEntry as unknown as DocumentContract;
    await this.outbox.appendDocuments(tx, [{ contract, key, organisationId, at: this.clock.now(), data }]);
  }
}
