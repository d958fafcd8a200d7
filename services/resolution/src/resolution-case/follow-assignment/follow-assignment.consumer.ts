import { assignmentChanged, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { ResolutionCases } from '../resolution-cases';

/** Another unit or person is responsible: the round that is open is theirs (contracts, section 2). */
@EventConsumer()
export class FollowAssignment {
  constructor(private readonly cases: ResolutionCases) {}

  @Consumes(assignmentChanged, { consumer: 'resolution.follow-assignment' })
  async on(events: readonly Received<DataOf<typeof assignmentChanged>>[], tx: Transaction): Promise<void> {
    await this.cases.assign(
      tx,
      events.map(({ subject, data: { unitId, handlerId } }) => ({ complaintId: subject, unitId, handlerId })),
    );
  }
}
