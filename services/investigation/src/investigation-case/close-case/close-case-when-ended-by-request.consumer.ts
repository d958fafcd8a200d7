import { ENDED_BY_REQUEST, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { InvestigationCases } from '../investigation-cases';

/** A granted request that ends the complaint ends the round; evidence and its chain stay. */
@EventConsumer()
export class CloseCaseWhenEndedByRequest {
  constructor(private readonly cases: InvestigationCases) {}

  @Consumes(ENDED_BY_REQUEST, { consumer: 'investigation.close-case' })
  async on(events: readonly Received<DataOf<(typeof ENDED_BY_REQUEST)[number]>>[], tx: Transaction): Promise<void> {
    await this.cases.endByRequest(
      tx,
      events.map(({ subject, time }) => ({ complaintId: subject, at: time })),
    );
  }
}
