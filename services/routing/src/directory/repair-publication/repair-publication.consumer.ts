import { directoryEntry, type DirectoryEntry, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import { Metrics } from '@redress/observability';
import type { Transaction } from '@redress/persistence';
import { DirectoryPublication } from '../directory-publication';

/**
 * Reads `org.directory.v1` back and publishes again what stands there in an older version than in the register
 * (architecture, decision 5): a relay that slept through the end of its lease may have written it behind the newer one,
 * and a person who was removed would have their access back. Entries are few, so that this is done at once; what was
 * only on its way stands there twice then.
 */
@EventConsumer()
export class RepairDirectoryPublication {
  private readonly repaired;

  constructor(
    private readonly publication: DirectoryPublication,
    metrics: Metrics,
  ) {
    this.repaired = metrics.counter({
      name: 'directory_entries_repaired_total',
      help: 'Entries that were published again because an older version stood behind the newer one',
    });
  }

  @Consumes(directoryEntry, { consumer: 'routing.repair-directory-publication' })
  async on(entries: readonly Received<DirectoryEntry | null>[], tx: Transaction): Promise<void> {
    const published = entries.map(({ subject, data, recordedAt }) => ({ id: subject, entry: data, recordedAt }));
    const last = new Map(published.map((entry) => [entry.id, entry]));
    const count = await this.publication.repair(tx, [...last.values()]);
    if (count > 0) tx.afterCommit(() => this.repaired.inc(count));
  }
}
