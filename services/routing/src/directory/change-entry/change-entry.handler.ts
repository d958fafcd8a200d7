import { Injectable } from '@nestjs/common';
import { mustBeFree, mustBeValid, NotFound } from '@redress/commands';
import type { DirectoryEntry } from '@redress/contracts';
import { StaleVersion, type Transaction } from '@redress/persistence';
import { SqlStaffLoads } from '../../work-item/sql-staff-loads';
import { SqlWorkItems } from '../../work-item/sql-work-items';
import { DirectoryPublication } from '../directory-publication';
import { misfitsOf, removalObstacles } from '../domain/directory-rules';
import { SqlDirectoryRegister } from '../sql-directory-register';

/** Adds, changes and removes entries of the directory. */
@Injectable()
export class ChangeEntryHandler {
  constructor(
    private readonly register: SqlDirectoryRegister,
    private readonly publication: DirectoryPublication,
    private readonly loads: SqlStaffLoads,
    private readonly items: SqlWorkItems,
  ) {}

  /**
   * @param expectedVersion 0 when there must be no such entry yet
   * @returns the version of the entry
   */
  async put(tx: Transaction, id: string, entry: DirectoryEntry, expectedVersion: number): Promise<number> {
    if (entry.id !== id) mustBeValid([{ pointer: '/id', detail: 'must be the id in the path' }]);
    const before = await this.register.lock(tx, id);
    if ((before?.version ?? 0) !== expectedVersion) throw new StaleVersion('directory entry', before?.version ?? 0);
    if (before && (before.entry.kind === 'UNIT') !== (entry.kind === 'UNIT')) {
      mustBeValid([{ pointer: '/kind', detail: 'must stay what it is' }]);
    }
    const above = entry.kind === 'UNIT' ? entry.parentId : entry.unitId;
    const line = above === null ? [] : await this.register.lineOf(tx, above);
    mustBeValid(misfitsOf(entry, { lineOf: () => line }));
    return this.publication.put(tx, entry);
  }

  async remove(tx: Transaction, id: string, expectedVersion: number): Promise<void> {
    const before = await this.register.lock(tx, id);
    if (!before) throw new NotFound('directory entry');
    if (before.version !== expectedVersion) throw new StaleVersion('directory entry', before.version);
    const members = await this.register.countIn(tx, id);
    const complaints =
      before.entry.kind === 'UNIT' ? await this.items.countOpenIn(tx, id) : await this.loads.of(tx, id);
    mustBeFree(removalObstacles(before.entry, { members, complaints }));
    await this.publication.remove(tx, before.entry);
  }
}
