import { InMemoryDirectory } from '@redress/access';
import type { Database } from '@redress/persistence';
import { PackRegistry } from '@redress/policy';
import { CalendarRegistry } from '@redress/time';
import { Feeds } from './feeds';

const logger = { warn: jest.fn(), error: jest.fn() };

/** The two tables that a load of the directory reads; what it has read can be held back. */
class StoredDirectory {
  version = 1;
  ids = ['staff:new'];
  held: Promise<void> | undefined;
  looks = 0;

  async query(sql: string): Promise<{ rows: unknown[] }> {
    if (sql.includes('feed_version')) return { rows: [{ feed: 'directory', version: String(this.version) }] };
    this.looks++;
    const rows = this.ids.map((id) => ({ id, content: { kind: 'STAFF', id, deputies: [] } }));
    await this.held;
    return { rows };
  }
}

describe('what a process has in memory of packs, calendars and directory', () => {
  const stored = new StoredDirectory();
  const directory = new InMemoryDirectory();
  const feeds = new Feeds(stored as unknown as Database, new PackRegistry(), new CalendarRegistry(), directory, logger);

  it('has what was committed when it is asked to refresh, even while an earlier load goes on', async () => {
    let letGo = (): void => undefined;
    stored.held = new Promise((resolve) => {
      letGo = resolve;
    });
    const earlier = feeds.refresh();
    while (stored.looks === 0) await Promise.resolve();
    stored.ids = [];
    stored.version = 2;
    const later = [feeds.refresh(), feeds.refresh()];

    letGo();
    await earlier;
    expect(directory.person('staff:new')).toBeDefined();
    await Promise.all(later);

    expect(directory.person('staff:new')).toBeUndefined();
    expect(stored.looks).toBe(2);
  });

  it('goes on after a load that failed', async () => {
    stored.held = Promise.reject(new Error('the database has gone'));
    stored.version = 3;
    await expect(feeds.refresh()).rejects.toThrow('the database has gone');

    stored.held = undefined;
    stored.ids = ['staff:next'];
    await feeds.refresh();

    expect(directory.person('staff:next')).toBeDefined();
  });
});
