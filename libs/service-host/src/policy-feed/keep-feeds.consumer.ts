import { directoryEntry, policyCalendar, policyPack, type DirectoryEntry, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { Feeds, type CalendarEntry, type PackEntry } from './feeds';

@EventConsumer()
export class KeepPacks {
  constructor(private readonly feeds: Feeds) {}

  @Consumes(policyPack, { consumer: 'feeds.keep-packs' })
  async on(packs: readonly Received<PackEntry | null>[], tx: Transaction): Promise<void> {
    await this.feeds.keepPacks(
      tx,
      packs.map((pack) => pack.data).filter((pack) => pack !== null),
    );
  }
}

@EventConsumer()
export class KeepCalendars {
  constructor(private readonly feeds: Feeds) {}

  @Consumes(policyCalendar, { consumer: 'feeds.keep-calendars' })
  async on(calendars: readonly Received<CalendarEntry | null>[], tx: Transaction): Promise<void> {
    await this.feeds.keepCalendars(tx, byKey(calendars));
  }
}

@EventConsumer()
export class KeepDirectory {
  constructor(private readonly feeds: Feeds) {}

  @Consumes(directoryEntry, { consumer: 'feeds.keep-directory' })
  async on(entries: readonly Received<DirectoryEntry | null>[], tx: Transaction): Promise<void> {
    await this.feeds.keepDirectory(tx, byKey(entries));
  }
}

function byKey<T>(documents: readonly Received<T>[]): Map<string, T> {
  return new Map(
    documents.flatMap((document) => (document.key === null ? [] : [[document.key, document.data] as const])),
  );
}
