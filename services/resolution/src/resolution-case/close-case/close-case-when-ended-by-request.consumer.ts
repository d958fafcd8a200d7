import { closureBy, ENDED_BY_REQUEST, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { ResolutionCases } from '../resolution-cases';

/** A granted request that ends the complaint ends the round and voids the offer. */
@EventConsumer()
export class CloseCaseWhenEndedByRequest {
  constructor(private readonly cases: ResolutionCases) {}

  @Consumes(ENDED_BY_REQUEST, { consumer: 'resolution.close-case' })
  async on(events: readonly Received<DataOf<(typeof ENDED_BY_REQUEST)[number]>>[], tx: Transaction): Promise<void> {
    await this.cases.endByRequest(
      tx,
      events.map(({ subject, time, type }) => ({
        complaintId: subject,
        at: time,
        closureCode: closureBy(type),
      })),
    );
  }
}
