import { partyAdded, partyLeft, type DataOf, type Received } from '@redress/contracts';
import { CaseParties } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';

/** Keeps whose complaints are handled together, as the story says it (contracts, section 2). */
@EventConsumer()
export class KeepParties {
  constructor(private readonly parties: CaseParties) {}

  @Consumes(partyAdded, { consumer: 'parties.keep-added' })
  async onAdded(events: readonly Received<DataOf<typeof partyAdded>>[], tx: Transaction): Promise<void> {
    this.parties.note(
      tx,
      events.map(({ subject, data, id }) => ({ caseId: subject, partyId: data.partyId, isIn: true, saidBy: id })),
    );
  }

  @Consumes(partyLeft, { consumer: 'parties.keep-left' })
  async onLeft(events: readonly Received<DataOf<typeof partyLeft>>[], tx: Transaction): Promise<void> {
    this.parties.note(
      tx,
      events.map(({ subject, data, id }) => ({ caseId: subject, partyId: data.partyId, isIn: false, saidBy: id })),
    );
  }
}
