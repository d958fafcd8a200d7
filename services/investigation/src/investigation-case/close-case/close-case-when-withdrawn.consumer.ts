import { withdrawnByInvestigation, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { InvestigationCases } from '../investigation-cases';

/** A withdrawal granted while we held the complaint ends the round; evidence and its chain stay. */
@EventConsumer()
export class CloseCaseWhenWithdrawn {
  constructor(private readonly cases: InvestigationCases) {}

  @Consumes(withdrawnByInvestigation, { consumer: 'investigation.close-case' })
  async on(events: readonly Received<DataOf<typeof withdrawnByInvestigation>>[], tx: Transaction): Promise<void> {
    await this.cases.withdraw(
      tx,
      events.map(({ subject, time }) => ({ complaintId: subject, at: time })),
    );
  }
}
