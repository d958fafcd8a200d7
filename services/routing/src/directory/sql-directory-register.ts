import type { DirectoryEntry } from '@redress/contracts';
import type { Database, Transaction } from '@redress/persistence';

type Queryable = Pick<Transaction | Database, 'query'>;

export interface RegisteredEntry {
  readonly id: string;
  readonly entry: DirectoryEntry;
  readonly version: number;
}

/** The last that happened to an entry. */
export interface LastChange {
  readonly organisationId: string;
  /** Absent since then when `null`. */
  readonly entry: DirectoryEntry | null;
  /** Real time, before it was published. */
  readonly at: Date;
}

interface EntryRow {
  id: string;
  content: DirectoryEntry;
  version: number;
}

/** The register of which `org.directory.v1` is the published copy. Its keys are locked by the register's rows. */
export class SqlDirectoryRegister {
  /** Locks an entry, or the place where it would stand, and the key under which it is published. */
  async lock(tx: Transaction, id: string): Promise<RegisteredEntry | undefined> {
    tx.write('select pg_advisory_xact_lock(hashtext($1))', [`directory/${id}`], 'directory-lock');
    tx.heldKeys.add(id);
    const { rows } = await tx.query<EntryRow>(
      'select id, content, version from directory_register where id = $1 for update',
      [id],
      'directory-entry',
    );
    return rows[0] && toEntry(rows[0]);
  }

  /**
   * Locks entries as {@link lock} does, in the order of their ids, so that no two callers wait for each other.
   * @returns those that are there, by id
   */
  async lockAll(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, RegisteredEntry>> {
    const found = new Map<string, RegisteredEntry>();
    for (const id of ids.toSorted()) {
      const entry = await this.lock(tx, id);
      if (entry) found.set(id, entry);
    }
    return found;
  }

  /** What happened last to these entries, by id; nothing of those that were never here, or not since it is kept. */
  async lastChanges(from: Queryable, ids: readonly string[]): Promise<ReadonlyMap<string, LastChange>> {
    const { rows } = await from.query<{
      id: string;
      organisation_id: string;
      content: DirectoryEntry | null;
      at: Date;
    }>(
      `select id, organisation_id, content, changed_at as at from directory_register
       where id = any($1) and changed_at > '-infinity'
       union all
       select id, organisation_id, null, removed_at from directory_removal
       where id = any($1) and id not in (select id from directory_register where id = any($1))`,
      [ids],
      'directory-last-changes',
    );
    return new Map(
      rows.map((row) => [row.id, { organisationId: row.organisation_id, entry: row.content, at: row.at }]),
    );
  }

  async find(from: Queryable, id: string): Promise<RegisteredEntry | undefined> {
    const { rows } = await from.query<EntryRow>('select id, content, version from directory_register where id = $1', [
      id,
    ]);
    return rows[0] && toEntry(rows[0]);
  }

  /**
   * Clocks of replicas differ, so a change counts as later than the one before it whatever the clock says.
   * @param fromFile the entry came from the directory file, which will not be read into the register again unchanged
   */
  async put(tx: Transaction, id: string, entry: DirectoryEntry, fromFile = false): Promise<number> {
    const { rows } = await tx.query<{ version: number }>(
      `with removed as (delete from directory_removal where id = $1 returning removed_at)
       insert into directory_register as d (id, organisation_id, kind, unit_id, content, from_file, version, changed_at)
       values ($1, $2, $3, $4, $5, case when $6 then $5::jsonb end, 1,
         greatest($7, (select removed_at from removed) + interval '1 millisecond'))
       on conflict (id) do update set organisation_id = excluded.organisation_id, kind = excluded.kind,
         unit_id = excluded.unit_id, content = excluded.content, from_file = coalesce(excluded.from_file, d.from_file),
         version = d.version + 1, changed_at = greatest(excluded.changed_at, d.changed_at + interval '1 millisecond')
       returning version`,
      [
        id,
        entry.organisationId,
        entry.kind,
        entry.kind === 'UNIT' ? entry.parentId : entry.kind === 'SOURCE' ? null : entry.unitId,
        JSON.stringify(entry),
        fromFile,
        new Date(),
      ],
      'directory-put',
    );
    return (rows[0] as { version: number }).version;
  }

  async remove(tx: Transaction, id: string): Promise<void> {
    tx.write(
      `with gone as (delete from directory_register where id = $1 returning organisation_id, changed_at)
       insert into directory_removal (id, organisation_id, removed_at)
       select $1, organisation_id, greatest($2, changed_at + interval '1 millisecond') from gone
       on conflict (id) do update set organisation_id = excluded.organisation_id, removed_at = excluded.removed_at`,
      [id, new Date()],
      'directory-remove',
    );
  }

  /** What the directory file said of each of its entries when it was last read. */
  async fromFile(from: Queryable): Promise<ReadonlyMap<string, DirectoryEntry>> {
    const { rows } = await from.query<{ id: string; from_file: DirectoryEntry }>(
      'select id, from_file from directory_register where from_file is not null',
    );
    return new Map(rows.map((row) => [row.id, row.from_file]));
  }

  /** The unit and those above it, nearest first; empty when the organisation has no such unit. */
  async lineOf(from: Queryable, unitId: string, organisationId: string): Promise<string[]> {
    const { rows } = await from.query<{ id: string }>(
      `with recursive line(id, parent, depth) as (
         select id, unit_id, 0 from directory_register where id = $1 and kind = 'UNIT' and organisation_id = $2
         union all
         select d.id, d.unit_id, line.depth + 1 from line join directory_register d on d.id = line.parent
         where d.kind = 'UNIT' and line.depth < 50)
       select id from line order by depth`,
      [unitId, organisationId],
      'directory-line',
    );
    return rows.map((row) => row.id);
  }

  /** The organisations of units, by id; nothing of what is no unit. */
  async organisationsOf(from: Queryable, unitIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (unitIds.length === 0) return new Map();
    const { rows } = await from.query<{ id: string; organisation_id: string }>(
      `select id, organisation_id from directory_register where id = any($1) and kind = 'UNIT'`,
      [unitIds],
      'directory-organisations',
    );
    return new Map(rows.map((row) => [row.id, row.organisation_id]));
  }

  /** The unit and all below it. */
  async unitsWithin(from: Queryable, unitId: string): Promise<string[]> {
    const { rows } = await from.query<{ id: string }>(
      `with recursive below(id) as (
         select $1::text
         union
         select d.id from below join directory_register d on d.unit_id = below.id and d.kind = 'UNIT')
       select id from below`,
      [unitId],
      'directory-within',
    );
    return rows.map((row) => row.id);
  }

  /** How many entries lie directly in a unit, people, clients and units below it, or submit for it. */
  async countIn(from: Queryable, unitId: string): Promise<number> {
    const { rows } = await from.query<{ count: number }>(
      `select count(*)::int as count from directory_register
       where unit_id = $1 or content -> 'units' ? $1 or content #> '{submits,units}' ? $1`,
      [unitId],
      'directory-count',
    );
    return rows[0]?.count ?? 0;
  }

  /** A page of entries of an organisation, in order of id. */
  async page(
    from: Queryable,
    filter: {
      readonly organisationId: string;
      readonly kind?: string | undefined;
      readonly unit?: string | undefined;
      readonly after: string;
      readonly limit: number;
    },
  ): Promise<RegisteredEntry[]> {
    const { rows } = await from.query<EntryRow>(
      `select id, content, version from directory_register
       where organisation_id = $5 and id > $1 and ($2::text is null or kind = $2) and ($3::text is null or unit_id = $3)
       order by id limit $4`,
      [filter.after, filter.kind ?? null, filter.unit ?? null, filter.limit, filter.organisationId],
    );
    return rows.map(toEntry);
  }
}

function toEntry(row: EntryRow): RegisteredEntry {
  return { id: row.id, entry: row.content, version: row.version };
}
