import { clockRecomputed, clockStarted, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { expectedTimeClock, PackRegistry } from '@redress/policy';
import { DispatchSignal } from '../dispatch-letters/dispatch-signal';
import { SqlCorrespondence, type ExpectedTime } from '../sql-correspondence';

type ClockSaid = Received<DataOf<typeof clockStarted> | DataOf<typeof clockRecomputed>>;

/** The expected time of the acceptance letter is the due time of the clock that the procedure names (AK-03, AK-04). */
@EventConsumer()
export class NoteExpectedTime {
  constructor(
    private readonly correspondence: SqlCorrespondence,
    private readonly packs: PackRegistry,
    private readonly signal: DispatchSignal,
  ) {}

  @Consumes([clockStarted, clockRecomputed], { consumer: 'notification.note-expected-time' })
  async on(events: readonly ClockSaid[], tx: Transaction): Promise<void> {
    const newest = new Map<string, ExpectedTime>();
    for (const event of events) {
      // A paused clock has no due time; what was told before stays. Later cycles belong to a reopened complaint.
      if (event.data.dueAt === undefined || event.data.cycle !== 0 || !this.isExpectedTime(event)) continue;
      newest.set(event.subject, {
        complaintId: event.subject,
        expectedAt: new Date(event.data.dueAt),
        saidBy: event.id,
      });
    }
    if (newest.size === 0) return;
    await this.correspondence.expect(tx, [...newest.values()]);
    tx.afterCommit(() => this.signal.wake());
  }

  private isExpectedTime({ data }: ClockSaid): boolean {
    return data.packs.some(
      ({ id, version }) => expectedTimeClock(this.packs.get(id, version), 'ACKNOWLEDGEMENT') === data.clock,
    );
  }
}
