import { directoryEntry, policyCalendar, policyPack, type DirectoryEntry, type Received } from '@redress/contracts';
import { Consumes, EventConsumer, Unprocessable } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { PackRegistry } from '@redress/policy';
import { CalendarDocument, CalendarRegistry } from '@redress/time';
import { Feeds, type CalendarEntry, type PackEntry } from './feeds';

@EventConsumer()
export class KeepPacks {
  constructor(private readonly feeds: Feeds) {}

  @Consumes(policyPack, { consumer: 'feeds.keep-packs' })
  async on(packs: readonly Received<PackEntry | null>[], tx: Transaction): Promise<void> {
    const entries = packs.map((pack) => pack.data).filter((pack) => pack !== null);
    for (const entry of entries) mustBeUsable(`pack ${entry.id}:${entry.version}`, () => new PackRegistry().put(entry));
    await this.feeds.keepPacks(tx, entries);
  }
}

@EventConsumer()
export class KeepCalendars {
  constructor(private readonly feeds: Feeds) {}

  @Consumes(policyCalendar, { consumer: 'feeds.keep-calendars' })
  async on(calendars: readonly Received<CalendarEntry | null>[], tx: Transaction): Promise<void> {
    const entries = byKey(calendars);
    for (const [key, entry] of entries) {
      if (entry === null) continue;
      const { id } = mustBeUsable('calendar', () => new CalendarRegistry().put(CalendarDocument.parse(entry.content)));
      if (id !== key || entry.id !== key) throw new Unprocessable('the calendar is not that of its key');
    }
    await this.feeds.keepCalendars(tx, entries);
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

/**
 * What cannot be loaded may not be stored: it would be found at every start, and its complaints would wait for ever.
 * @throws Unprocessable
 */
function mustBeUsable<T>(what: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    throw new Unprocessable(`the ${what} is not usable`, { cause: error });
  }
}

function byKey<T>(documents: readonly Received<T>[]): Map<string, T> {
  return new Map(
    documents.flatMap((document) => (document.key === null ? [] : [[document.key, document.data] as const])),
  );
}
