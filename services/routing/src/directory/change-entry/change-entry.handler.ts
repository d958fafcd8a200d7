import { Injectable } from '@nestjs/common';
import {
  Blocked,
  faultAt,
  mustBeFree,
  mustBeTheRightPerson,
  mustBeValid,
  NotFound,
  obstaclesOf,
  type Caller,
} from '@redress/commands';
import type { DirectoryEntry } from '@redress/contracts';
import { StaleVersion, type Transaction } from '@redress/persistence';
import { SqlStaffLoads } from '../../work-item/sql-staff-loads';
import { SqlWorkItems } from '../../work-item/sql-work-items';
import type { ChangeAuthor } from '../directory-history';
import { DirectoryProposals } from '../directory-proposals';
import { DirectoryPublication } from '../directory-publication';
import { misfitsOf, removalObstacles, unitsNamedBy } from '../domain/directory-rules';
import { needsSecondPerson, ownEntryObstacle } from '../domain/second-person';
import { SqlDirectoryRegister, type RegisteredEntry } from '../sql-directory-register';

/** What became of a change: it was made, or it waits for a second administrator. */
export type ChangeOutcome =
  | { readonly version: number; readonly proposal?: undefined }
  | { readonly version?: undefined; readonly proposal: { readonly proposalId: string; readonly expiresAt: Date } };

/** A change that is asked for. */
export interface ChangeCommand {
  readonly caller: Caller;
  readonly id: string;
  /** 0 when there must be no such entry yet. */
  readonly expectedVersion: number;
}

/** Version of an entry that is not there, or not any more. */
const ABSENT = 0;

/**
 * Adds, changes and removes entries of the directory (SY-01). No one changes what they themselves may do; what concerns the
 * authority of approvers and administrators waits for another administrator.
 */
@Injectable()
export class ChangeEntryHandler {
  constructor(
    private readonly register: SqlDirectoryRegister,
    private readonly publication: DirectoryPublication,
    private readonly proposals: DirectoryProposals,
    private readonly loads: SqlStaffLoads,
    private readonly items: SqlWorkItems,
  ) {}

  /**
   * @throws WrongPerson for what concerns the caller's own authority
   * @throws Blocked while another change of the entry waits
   */
  async put(tx: Transaction, command: ChangeCommand, entry: DirectoryEntry): Promise<ChangeOutcome> {
    if (entry.id !== command.id) mustBeValid([faultAt('/id', 'not-the-id-in-the-path')]);
    if (entry.organisationId !== command.caller.organisationId) {
      mustBeValid([faultAt('/organisationId', 'another-organisation')]);
    }
    const before = await this.lockOwn(tx, command);
    mustBeCurrent(before, command);
    if (before && before.entry.kind !== entry.kind) {
      mustBeValid([faultAt('/kind', 'kind-is-fixed')]);
    }
    await this.mustFit(tx, entry);
    return this.changeOrPropose(tx, command, before, entry);
  }

  /**
   * @throws NotFound
   * @throws Blocked while something hangs on the entry, or another change of it waits
   * @throws WrongPerson for the caller's own entry
   */
  async remove(tx: Transaction, command: ChangeCommand): Promise<ChangeOutcome> {
    const before = await this.lockOwn(tx, command);
    if (!before) throw new NotFound('directory entry');
    mustBeCurrent(before, command);
    await this.mustBeUnused(tx, before.entry);
    return this.changeOrPropose(tx, command, before, null);
  }

  /**
   * Makes a change that was proposed and has been confirmed; the entry must be locked. What was true when it was proposed
   * is asked again.
   * @throws Blocked when the entry has been changed meanwhile
   */
  async makeProposed(
    tx: Transaction,
    id: string,
    { basedOn, after }: { readonly basedOn: number; readonly after: DirectoryEntry | null },
    author: ChangeAuthor,
  ): Promise<number> {
    const before = await this.register.lock(tx, id);
    if ((before?.version ?? ABSENT) !== basedOn) throw new Blocked({ code: 'ENTRY_CHANGED' });
    if (after) await this.mustFit(tx, after);
    else await this.mustBeUnused(tx, (before as RegisteredEntry).entry);
    return this.make(tx, before, after, author);
  }

  private async lockOwn(tx: Transaction, { id, caller }: ChangeCommand): Promise<RegisteredEntry | undefined> {
    const before = await this.register.lock(tx, id);
    if (before && before.entry.organisationId !== caller.organisationId) throw new NotFound('directory entry');
    return before;
  }

  private async changeOrPropose(
    tx: Transaction,
    { caller, id }: ChangeCommand,
    before: RegisteredEntry | undefined,
    after: DirectoryEntry | null,
  ): Promise<ChangeOutcome> {
    const entry = before?.entry ?? null;
    mustBeTheRightPerson(obstaclesOf(ownEntryObstacle(caller.sub, entry, after)));
    const open = await this.proposals.openOf(tx, id);
    mustBeFree(open ? [{ code: 'CHANGE_PROPOSED', params: { proposalId: open.proposalId } }] : []);
    if (!needsSecondPerson(entry, after))
      return { version: await this.make(tx, before, after, { changedBy: caller.sub }) };
    const { proposalId, expiresAt } = await this.proposals.propose(tx, {
      entryId: id,
      organisationId: ((after ?? entry) as DirectoryEntry).organisationId,
      basedOn: before?.version ?? ABSENT,
      before: entry,
      after,
      proposedBy: caller.sub,
    });
    return { proposal: { proposalId, expiresAt } };
  }

  private async make(
    tx: Transaction,
    before: RegisteredEntry | undefined,
    after: DirectoryEntry | null,
    author: ChangeAuthor,
  ): Promise<number> {
    if (after) return this.publication.put(tx, before?.entry ?? null, after, author);
    await this.publication.remove(tx, (before as RegisteredEntry).entry, author);
    return ABSENT;
  }

  private async mustFit(tx: Transaction, entry: DirectoryEntry): Promise<void> {
    const above = entry.kind === 'UNIT' ? entry.parentId : entry.kind === 'SOURCE' ? null : entry.unitId;
    const line = above === null ? [] : await this.register.lineOf(tx, above, entry.organisationId);
    const organisations = await this.register.organisationsOf(tx, unitsNamedBy(entry));
    mustBeValid(misfitsOf(entry, { lineOf: () => line, organisationOf: (unit) => organisations.get(unit) }));
  }

  private async mustBeUnused(tx: Transaction, entry: DirectoryEntry): Promise<void> {
    const members = await this.register.countIn(tx, entry.id);
    const complaints =
      entry.kind === 'UNIT' ? await this.items.countOpenIn(tx, entry.id) : await this.loads.of(tx, entry.id);
    mustBeFree(removalObstacles(entry, { members, complaints }));
  }
}

function mustBeCurrent(before: RegisteredEntry | undefined, { expectedVersion }: ChangeCommand): void {
  const version = before?.version ?? ABSENT;
  if (version !== expectedVersion) throw new StaleVersion('directory entry', version);
}
