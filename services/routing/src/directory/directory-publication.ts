import { Injectable } from '@nestjs/common';
import { directoryEntry, type DirectoryEntry, type DocumentContract } from '@redress/contracts';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { SqlDirectoryRegister } from './sql-directory-register';

/** Changes the register and publishes the change on `org.directory.v1`, which every service reads, this one too. */
@Injectable()
export class DirectoryPublication {
  constructor(
    private readonly register: SqlDirectoryRegister,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  /** @returns the version of the entry; the entry's place must be locked */
  async put(tx: Transaction, entry: DirectoryEntry, fromFile = false): Promise<number> {
    const version = await this.register.put(tx, entry.id, entry, fromFile);
    await this.publish(tx, entry.id, entry.organisationId, entry);
    return version;
  }

  /** Removes an entry; readers get a tombstone. */
  async remove(tx: Transaction, entry: DirectoryEntry): Promise<void> {
    await this.register.remove(tx, entry.id);
    await this.publish(tx, entry.id, entry.organisationId, null);
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
