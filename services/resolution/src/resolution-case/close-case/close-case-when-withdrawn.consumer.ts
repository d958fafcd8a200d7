import { withdrawnByResolution, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { ResolutionCases } from '../resolution-cases';

/** A withdrawal granted while we held the complaint ends the round and voids the offer. */
@EventConsumer()
export class CloseCaseWhenWithdrawn {
  constructor(private readonly cases: ResolutionCases) {}

  @Consumes(withdrawnByResolution, { consumer: 'resolution.close-case' })
  async on(events: readonly Received<DataOf<typeof withdrawnByResolution>>[], tx: Transaction): Promise<void> {
    await this.cases.withdraw(
      tx,
      events.map(({ subject, time }) => ({ complaintId: subject, at: time })),
    );
  }
}
