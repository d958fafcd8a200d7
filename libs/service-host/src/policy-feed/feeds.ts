import type { InMemoryDirectory } from '@redress/access';
import type { DataOf, DirectoryEntry, policyCalendar, policyPack } from '@redress/contracts';
import type { Logger } from '@redress/observability';
import type { Database, Transaction } from '@redress/persistence';
import type { PackRegistry } from '@redress/policy';
import { CalendarDocument, type CalendarRegistry } from '@redress/time';

export type PackEntry = DataOf<typeof policyPack>;
export type CalendarEntry = DataOf<typeof policyCalendar>;

type FeedName = 'packs' | 'calendars' | 'directory';

/**
 * Packs, calendars and directory as this process has them in memory. One replica reads them from their topics into the
 * database; every replica sees the changed version within a second and loads them from there.
 */
export class Feeds {
  private readonly loaded = new Map<FeedName, string>();
  private readonly notUsable = new Map<FeedName, readonly string[]>();
  private known: ReadonlySet<string> = new Set();
  private loading: Promise<void> = Promise.resolve();
  private nextLoading: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    readonly packs: PackRegistry,
    readonly calendars: CalendarRegistry,
    readonly directory: InMemoryDirectory,
    private readonly logger: Pick<Logger, 'warn' | 'error'>,
  ) {}

  /** Waits for the load that is going on: one follows each commit that changed something. */
  async settled(): Promise<void> {
    await (this.nextLoading ?? this.loading).catch(() => undefined);
  }

  /**
   * Loads everything that was committed by now. A load that is already going on may have looked before: another one
   * follows it, for all who ask meanwhile.
   */
  refresh(): Promise<void> {
    this.nextLoading ??= this.loading
      .catch(() => undefined)
      .then(() => {
        this.nextLoading = undefined;
        this.loading = this.load();
        return this.loading;
      });
    return this.nextLoading;
  }

  /** Stores versions of packs. A version that is there already stays as it is: packs never change. */
  async keepPacks(tx: Transaction, packs: readonly PackEntry[]): Promise<void> {
    for (const pack of packs) {
      tx.write(
        `insert into policy_pack (id, version, effective_from, published_at, organisation_id, content)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [
          pack.id,
          pack.version,
          pack.effectiveFrom,
          pack.publishedAt,
          pack.organisationId ?? null,
          JSON.stringify(pack.content),
        ],
      );
    }
    await this.changed(tx, 'packs');
  }

  /** Stores calendars and removes those that were tombstoned. */
  async keepCalendars(tx: Transaction, entries: ReadonlyMap<string, CalendarEntry | null>): Promise<void> {
    for (const [id, entry] of entries) {
      if (entry) {
        tx.write(
          `insert into policy_calendar (id, content) values ($1, $2) on conflict (id) do update set content = excluded.content`,
          [id, JSON.stringify(entry.content)],
        );
      } else tx.write('delete from policy_calendar where id = $1', [id]);
    }
    await this.changed(tx, 'calendars');
  }

  /** Stores directory entries and removes those that were tombstoned. */
  async keepDirectory(tx: Transaction, entries: ReadonlyMap<string, DirectoryEntry | null>): Promise<void> {
    for (const [id, entry] of entries) {
      if (entry) {
        tx.write(
          `insert into directory_entry (id, kind, content) values ($1, $2, $3)
           on conflict (id) do update set kind = excluded.kind, content = excluded.content`,
          [id, entry.kind, JSON.stringify(entry)],
        );
      } else tx.write('delete from directory_entry where id = $1', [id]);
    }
    await this.changed(tx, 'directory');
  }

  private async changed(tx: Transaction, feed: FeedName): Promise<void> {
    tx.write('update feed_version set version = version + 1 where feed = $1', [feed]);
    tx.afterCommit(() => this.refreshSoon());
  }

  private refreshSoon(): void {
    this.refresh().catch((error: unknown) =>
      this.logger.warn({ err: error }, 'packs, calendars and directory could not be loaded, it will be tried again'),
    );
  }

  private async load(): Promise<void> {
    const { rows } = await this.database.query<{ feed: FeedName; version: string }>(
      'select feed, version from feed_version',
    );
    for (const { feed, version } of rows) {
      if (this.loaded.get(feed) === version) continue;
      if (feed === 'packs') await this.loadPacks();
      else if (feed === 'calendars') await this.loadCalendars();
      else await this.loadDirectory();
      this.loaded.set(feed, version);
    }
  }

  private async loadPacks(): Promise<void> {
    const { rows } = await this.database.query<{
      id: string;
      version: number;
      effective_from: Date;
      organisation_id: string | null;
      content: Record<string, unknown>;
    }>('select id, version, effective_from, organisation_id, content from policy_pack');
    this.takeAll(
      'packs',
      rows.filter(({ id, version }) => !this.packs.find(id, version)),
      ({ id, version }) => `pack ${id}:${version}`,
      ({ effective_from, organisation_id, ...pack }) =>
        this.packs.put({
          ...pack,
          effectiveFrom: effective_from.toISOString(),
          organisationId: organisation_id ?? undefined,
        }),
    );
  }

  private async loadCalendars(): Promise<void> {
    const { rows } = await this.database.query<{ id: string; content: unknown }>(
      'select id, content from policy_calendar',
    );
    const present = new Set(rows.map((row) => row.id));
    this.takeAll(
      'calendars',
      rows,
      ({ id }) => `calendar ${id}`,
      ({ content }) => this.calendars.put(CalendarDocument.parse(content)),
    );
    for (const id of this.calendars.ids()) if (!present.has(id)) this.calendars.remove(id);
  }

  private async loadDirectory(): Promise<void> {
    const { rows } = await this.database.query<{ id: string; content: DirectoryEntry }>(
      'select id, content from directory_entry',
    );
    const present = new Set(rows.map((row) => row.id));
    for (const { id, content } of rows) this.directory.apply(id, content);
    for (const id of this.known) if (!present.has(id)) this.directory.apply(id, null);
    this.known = present;
  }

  /**
   * What another release has stored and this one cannot use does not hold up what it can use: only its own complaints
   * wait.
   */
  private takeAll<T>(feed: FeedName, rows: readonly T[], nameOf: (row: T) => string, take: (row: T) => unknown): void {
    const before = this.notUsable.get(feed) ?? [];
    const notUsable: string[] = [];
    for (const row of rows) {
      try {
        take(row);
      } catch (error) {
        const what = nameOf(row);
        notUsable.push(what);
        if (before.includes(what)) continue;
        this.logger.error({ err: error, what }, 'ALARM: a stored policy cannot be used by this release');
      }
    }
    this.notUsable.set(feed, notUsable);
  }

  /** Stored policies that this release cannot use: `pack ID:version` and `calendar ID`. */
  get unusable(): string[] {
    return [...this.notUsable.values()].flat();
  }

  /** Whether the directory has anybody in it. */
  get hasDirectory(): boolean {
    return this.known.size > 0;
  }
}
