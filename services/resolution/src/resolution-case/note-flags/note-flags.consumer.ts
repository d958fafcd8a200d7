import { assignmentAccepted, complaintReclassified, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { ComplaintFlags } from '../complaint-flags';

/** The flags of a complaint as they stand when the unit accepts it: a flagged one is offered nothing without approval (T21). */
@EventConsumer()
export class NoteFlagsWhenAccepted {
  constructor(private readonly flags: ComplaintFlags) {}

  @Consumes(assignmentAccepted, { consumer: 'resolution.note-flags-when-accepted' })
  async on(events: readonly Received<DataOf<typeof assignmentAccepted>>[], tx: Transaction): Promise<void> {
    this.flags.note(tx, events);
  }
}

/** Flags change by reclassification too. */
@EventConsumer()
export class NoteFlagsWhenReclassified {
  constructor(private readonly flags: ComplaintFlags) {}

  @Consumes(complaintReclassified, { consumer: 'resolution.note-flags-when-reclassified' })
  async on(events: readonly Received<DataOf<typeof complaintReclassified>>[], tx: Transaction): Promise<void> {
    this.flags.note(tx, events);
  }
}
