import { assignmentAccepted, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { InvestigationCases } from '../investigation-cases';

/** A unit accepted: its handler gets a round of investigation, also after a reopening (T10). */
@EventConsumer()
export class OpenCaseWhenAssignmentAccepted {
  constructor(private readonly cases: InvestigationCases) {}

  @Consumes(assignmentAccepted, { consumer: 'investigation.open-case' })
  async on(events: readonly Received<DataOf<typeof assignmentAccepted>>[], tx: Transaction): Promise<void> {
    await this.cases.open(
      tx,
      events.map(({ subject, time, data }) => ({
        complaintId: subject,
        complaintNo: data.complaintNo,
        assignmentId: data.assignmentId,
        unitId: data.unitId,
        handlerId: data.handlerId,
        category: data.category,
        severity: data.severity,
        urgency: data.urgency,
        priority: data.priority,
        flags: data.flags,
        openedAt: time,
      })),
    );
  }
}
