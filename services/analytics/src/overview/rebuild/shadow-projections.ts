import type { ComplaintFold } from '../domain/complaint-fold';
import { contributionsOf, CounterSums, type CounterKey } from '../domain/contributions';
import { foldEvent, type DayOf } from '../domain/fold-story';
import type { StoryEvent } from '../domain/story-event';
import { SqlProjections, type StatementRunner } from '../sql-projections';
import { COPY_FACTS, factLine } from './fact-line';

/** The connection of a rebuild. */
export interface ShadowConnection extends StatementRunner {
  /** Sends lines to a `COPY … FROM STDIN`. */
  copy(statement: string, lines: string): Promise<void>;
}

interface Entry {
  fold: ComplaintFold;
  /** Where the complaint counts among the counters that are written. */
  counted: readonly CounterKey[];
  isChanged: boolean;
  /** Whether the tables have a row of it. */
  isWritten: boolean;
}

const KEPT_COMPLAINTS = 50_000;
const ROWS_AT_ONCE = 2_000;
/** A UUID's last hexadecimal digits, which are random, as a number. */
const ID_END = 24;

/**
 * Projections in the making: folded in memory and written seldom, because most of a story is written within a short stretch
 * of the log. Memory is bounded: the complaints that were met first are put into the tables when there are too many.
 */
export class ShadowProjections {
  private readonly entries = new Map<string, Entry>();
  private readonly projections = new SqlProjections();
  /** Ends of the ids that are in the tables alone. Two ids of one end cost a look in vain, and no more. */
  private readonly spilled = new Set<number>();
  private sums = new CounterSums();

  constructor(
    private readonly to: ShadowConnection,
    private readonly dayOf: DayOf,
    private readonly keep = KEPT_COMPLAINTS,
  ) {}

  async take(events: readonly StoryEvent[]): Promise<void> {
    if (this.spilled.size > 0) await this.fetch(events);
    for (const event of events) {
      const entry = this.entries.get(event.complaintId);
      const fold = foldEvent(entry?.fold, event, this.dayOf);
      if (entry) {
        entry.fold = fold;
        entry.isChanged = true;
      } else {
        this.entries.set(event.complaintId, { fold, counted: [], isChanged: true, isWritten: false });
      }
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
    const oldest = [...this.entries].slice(0, Math.ceil(this.entries.size / 2));
    await this.write(oldest.map(([, entry]) => entry));
    for (const [complaintId] of oldest) {
      this.entries.delete(complaintId);
      this.spilled.add(endOf(complaintId));
    }
  }

  private async fetch(events: readonly StoryEvent[]): Promise<void> {
    const missing = new Set<string>();
    for (const { complaintId } of events) {
      if (!this.entries.has(complaintId) && this.spilled.has(endOf(complaintId))) missing.add(complaintId);
    }
    for (const [complaintId, fold] of await this.projections.load(this.to, [...missing])) {
      this.entries.set(complaintId, { fold, counted: contributionsOf(fold), isChanged: false, isWritten: true });
    }
  }

  private async write(entries: readonly Entry[]): Promise<void> {
    const changed = entries.filter((entry) => entry.isChanged);
    const written = changed.filter((entry) => entry.isWritten);
    const added = changed.filter((entry) => !entry.isWritten);
    for (let at = 0; at < written.length; at += ROWS_AT_ONCE) {
      const rows = written.slice(at, at + ROWS_AT_ONCE);
      await this.projections.save(
        this.to,
        rows.map((entry) => entry.fold),
      );
    }
    for (let at = 0; at < added.length; at += ROWS_AT_ONCE) {
      const lines = added.slice(at, at + ROWS_AT_ONCE).map((entry) => factLine(entry.fold));
      await this.to.copy(COPY_FACTS, lines.join(''));
    }
    for (const entry of changed) {
      const counted = contributionsOf(entry.fold);
      this.sums.add(entry.counted, counted);
      entry.counted = counted;
      entry.isChanged = false;
      entry.isWritten = true;
    }
  }
}

function endOf(complaintId: string): number {
  return Number.parseInt(complaintId.slice(ID_END), 16);
}
