import type { ComplaintFold } from '../domain/complaint-fold';
import { contributionsOf, CounterSums, type CounterKey } from '../domain/contributions';
import { foldEvent, type DayOf } from '../domain/fold-story';
import type { StoryEvent } from '../domain/story-event';
import { SqlProjections, type StatementRunner } from '../sql-projections';

interface Entry {
  fold: ComplaintFold;
  /** Where the complaint counts among the counters that are written. */
  counted: readonly CounterKey[];
  isChanged: boolean;
}

const KEPT_COMPLAINTS = 50_000;
const ROWS_AT_ONCE = 2_000;

/**
 * Projections in the making: folded in memory and written seldom, because most of a story is written within a short stretch
 * of the log. Memory is bounded: the complaints that were met first are put into the tables when there are too many.
 */
export class ShadowProjections {
  private readonly entries = new Map<string, Entry>();
  private readonly projections = new SqlProjections();
  private sums = new CounterSums();
  private hasSpilled = false;

  constructor(
    private readonly to: StatementRunner,
    private readonly dayOf: DayOf,
    private readonly keep = KEPT_COMPLAINTS,
  ) {}

  async take(events: readonly StoryEvent[]): Promise<void> {
    if (this.hasSpilled) await this.fetch(events);
    for (const event of events) {
      const entry = this.entries.get(event.complaintId);
      const fold = foldEvent(entry?.fold, event, this.dayOf);
      if (entry) Object.assign(entry, { fold, isChanged: true });
      else this.entries.set(event.complaintId, { fold, counted: [], isChanged: true });
    }
    if (this.entries.size > this.keep) await this.spill();
  }

  /** Writes everything that is not written yet. */
  async flush(): Promise<void> {
    await this.write([...this.entries.values()]);
    const changes = this.sums.changes();
    this.sums = new CounterSums();
    for (let at = 0; at < changes.length; at += ROWS_AT_ONCE) {
      await this.projections.count(this.to, changes.slice(at, at + ROWS_AT_ONCE));
    }
  }

  private async spill(): Promise<void> {
    this.hasSpilled = true;
    const oldest = [...this.entries].slice(0, Math.ceil(this.entries.size / 2));
    await this.write(oldest.map(([, entry]) => entry));
    for (const [complaintId] of oldest) this.entries.delete(complaintId);
  }

  private async fetch(events: readonly StoryEvent[]): Promise<void> {
    const missing = new Set(events.map((event) => event.complaintId).filter((id) => !this.entries.has(id)));
    for (const [complaintId, fold] of await this.projections.load(this.to, [...missing])) {
      this.entries.set(complaintId, { fold, counted: contributionsOf(fold), isChanged: false });
    }
  }

  private async write(entries: readonly Entry[]): Promise<void> {
    const changed = entries.filter((entry) => entry.isChanged);
    for (let at = 0; at < changed.length; at += ROWS_AT_ONCE) {
      const rows = changed.slice(at, at + ROWS_AT_ONCE);
      await this.projections.save(
        this.to,
        rows.map((entry) => entry.fold),
      );
    }
    for (const entry of changed) {
      const counted = contributionsOf(entry.fold);
      this.sums.add(entry.counted, counted);
      Object.assign(entry, { counted, isChanged: false });
    }
  }
}
