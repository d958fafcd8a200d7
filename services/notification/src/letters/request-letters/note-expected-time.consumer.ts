import {
  CLOCK_CARRIERS,
  clocksOf,
  type ClockEntry,
  type EventContract,
  type Received,
  type StoryBase,
} from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { expectedTimeClocks, PackRegistry } from '@redress/policy';
import { DispatchSignal } from '../dispatch-letters/dispatch-signal';
import { SqlCorrespondence, type ExpectedTime } from '../sql-correspondence';

/** The expected time of the acceptance letter is the due time of the clock that the procedure names (AK-03, AK-04). */
@EventConsumer()
export class NoteExpectedTime {
  constructor(
    private readonly correspondence: SqlCorrespondence,
    private readonly packs: PackRegistry,
    private readonly signal: DispatchSignal,
  ) {}

  @Consumes(CLOCK_CARRIERS as unknown as readonly EventContract<unknown>[], {
    consumer: 'notification.note-expected-time',
  })
  async on(events: readonly Received<StoryBase>[], tx: Transaction): Promise<void> {
    const newest = new Map<string, ExpectedTime>();
    for (const event of events) {
      const expected = clocksOf(event).find((entry) => tellsDueTime(entry) && this.isExpectedTime(event, entry));
      const dueAt = expected && (expected.dueAt ?? expected.dueWithoutPause);
      // A paused clock has no due time; what was said before stays.
      if (!dueAt) continue;
      newest.set(event.subject, { complaintId: event.subject, expectedAt: new Date(dueAt), saidBy: event.id });
    }
    if (newest.size === 0) return;
    await this.correspondence.expect(tx, [...newest.values()]);
    tx.afterCommit(() => this.signal.wake());
  }

  private isExpectedTime({ data }: Received<StoryBase>, { clock }: ClockEntry): boolean {
    return data.packs.some(({ id, version }) =>
      expectedTimeClocks(this.packs.get(id, version), 'ACKNOWLEDGEMENT').includes(clock),
    );
  }
}

/** Whether an entry says anew when a clock of the complaint itself is due. Later cycles belong to a reopened complaint. */
function tellsDueTime({ subject, cycle, changes }: ClockEntry): boolean {
  return !subject && cycle === 0 && changes.some((change) => change !== 'MET' && change !== 'CANCELLED');
}
