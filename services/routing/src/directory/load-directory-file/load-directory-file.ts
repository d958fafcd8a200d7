import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Database } from '@redress/persistence';
import { ServiceConfig } from '@redress/service-host';
import { DirectoryPublication } from '../directory-publication';
import { SqlDirectoryRegister } from '../sql-directory-register';
import { readDirectoryFile } from './directory-file';

/**
 * Takes the directory file in when the service starts: entries that the file did not hold before, or that it now holds
 * otherwise. What was changed over HTTP since stays, until the file itself says something new.
 */
@Injectable()
export class LoadDirectoryFile implements OnApplicationBootstrap {
  constructor(
    private readonly config: ServiceConfig,
    private readonly database: Database,
    private readonly register: SqlDirectoryRegister,
    private readonly publication: DirectoryPublication,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const file = this.config.optional('REDRESS_DIRECTORY_FILE');
    if (file) await this.load(file);
  }

  /**
   * @returns how many entries were published
   * @throws InvalidDirectoryFile
   */
  async load(file: string): Promise<number> {
    const entries = await readDirectoryFile(file);
    return this.database.transaction(async (tx) => {
      // Replicas that start together read the file one after the other.
      await tx.query(`select pg_advisory_xact_lock(hashtext('directory-file'))`);
      const before = await this.register.fromFile(tx);
      const changed = entries.filter((entry) => !isDeepStrictEqual(entry, before.get(entry.id)));
      const locked = await this.register.lockAll(
        tx,
        changed.map(({ id }) => id),
      );
      // The operator who gives the file answers for it: so the first administrators come, and a lost one is replaced.
      const author = { changedBy: `file:${basename(file)}` };
      for (const entry of changed) {
        await this.publication.put(tx, locked.get(entry.id)?.entry ?? null, entry, author, true);
      }
      return changed.length;
    });
  }
}
