import { EVENTS, type DataOf, type EventContract, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import { currentTraceparent } from '@redress/observability';
import type { Transaction } from '@redress/persistence';
import { PackRegistry } from '@redress/policy';
import type { ComplaintFold } from '../domain/complaint-fold';
import { contributionsOf, CounterSums } from '../domain/contributions';
import { foldEvent } from '../domain/fold-story';
import type { StoryEvent } from '../domain/story-event';
import { SnapshotSignal } from '../publish-snapshots/snapshot-signal';
import { SqlUnpublishedSnapshots } from '../publish-snapshots/sql-unpublished-snapshots';
import { SqlProjections } from '../sql-projections';
import { daysByPacks } from '../zoned-days';

const factOf = new Map(EVENTS.map((contract) => [contract.type, contract.fact]));

/**
 * Folds every event of the story into what is known of its complaint and into the counters: one read and three writes for a
 * whole batch. Every changed complaint is noted, so that its snapshot is published once it rests.
 */
@EventConsumer()
export class ProjectStory {
  constructor(
    private readonly projections: SqlProjections,
    private readonly packs: PackRegistry,
    private readonly unpublished: SqlUnpublishedSnapshots,
    private readonly snapshots: SnapshotSignal,
  ) {}

  @Consumes(EVENTS, { consumer: 'analytics.project-story' })
  async on(events: readonly Received<DataOf<EventContract>>[], tx: Transaction): Promise<void> {
    const known = await this.projections.load(tx, [...new Set(events.map((event) => event.subject))]);
    const folded = new Map(known);
    const dayOf = daysByPacks(this.packs);
    for (const event of events) {
      folded.set(event.subject, foldEvent(folded.get(event.subject), storyEventOf(event), dayOf));
    }
    const changed = [...folded.values()].filter((fold) => fold !== known.get(fold.complaintId));
    const sums = new CounterSums();
    for (const fold of changed) {
      const before = known.get(fold.complaintId);
      sums.add(before ? contributionsOf(before) : [], contributionsOf(fold));
    }
    if (changed.length === 0) return;
    this.noteUnpublished(tx, changed, new Set(events.flatMap((event) => (event.stateSeq ? [event.subject] : []))));
    // Sent in this order, the counters last, and waited for together.
    await Promise.all([this.projections.save(tx, changed), this.projections.count(tx, sums.changes())]);
  }

  private noteUnpublished(tx: Transaction, changed: readonly ComplaintFold[], moved: ReadonlySet<string>): void {
    const traceparent = currentTraceparent();
    const ids = changed.map(({ complaintId }) => complaintId);
    for (const areMoved of [true, false]) {
      this.unpublished.note(
        tx,
        ids.filter((id) => moved.has(id) === areMoved),
        { traceparent, areMoved },
      );
    }
    tx.afterCommit(() => this.snapshots.wake());
  }
}

function storyEventOf(event: Received): StoryEvent {
  return {
    id: event.id,
    fact: factOf.get(event.type) as string,
    complaintId: event.subject,
    organisationId: event.organisationId,
    stateSeq: event.stateSeq,
    to: event.to,
    holder: event.holder,
    data: event.data,
  };
}
