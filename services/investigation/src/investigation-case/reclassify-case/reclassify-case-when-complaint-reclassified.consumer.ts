import { complaintReclassified, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { InvestigationCases } from '../investigation-cases';

/** Routing changed the classification while the case is open (T38). */
@EventConsumer()
export class ReclassifyCaseWhenComplaintReclassified {
  constructor(private readonly cases: InvestigationCases) {}

  @Consumes(complaintReclassified, { consumer: 'investigation.reclassify-case' })
  async on(events: readonly Received<DataOf<typeof complaintReclassified>>[], tx: Transaction): Promise<void> {
    await this.cases.reclassify(
      tx,
      events.map(({ subject, data }) => ({ ...data, complaintId: subject })),
    );
  }
}
