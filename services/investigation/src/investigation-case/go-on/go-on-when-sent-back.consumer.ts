import { Inject } from '@nestjs/common';
import { reviewDecided, reworkOrdered, type DataOf, type Received } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { InvestigationCases } from '../investigation-cases';

type SentBack = DataOf<typeof reworkOrdered> | DataOf<typeof reviewDecided>;

/**
 * A determination was sent back, or a review had the case investigated again: the investigation goes on as its next round, in
 * the same handling (T16, T31).
 */
@EventConsumer()
export class GoOnWhenSentBack {
  constructor(
    private readonly cases: InvestigationCases,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
  ) {}

  @Consumes([reworkOrdered, reviewDecided], { consumer: 'investigation.go-on' })
  async on(events: readonly Received<SentBack>[], tx: Transaction): Promise<void> {
    const sentBack = events.flatMap(({ subject: complaintId, data }) => {
      const { determinationId } = data;
      const isIt = !('decision' in data) || data.decision === 'INVESTIGATE_AGAIN';
      return isIt && determinationId ? [{ complaintId, determinationId }] : [];
    });
    if (sentBack.length === 0) return;
    // Who is responsible may have changed while the round was over.
    const complaints = await this.custody.lockAll(
      tx,
      sentBack.map(({ complaintId }) => complaintId),
    );
    await this.cases.goOn(
      tx,
      sentBack.flatMap(({ complaintId, determinationId }) => {
        const { unitId, handlerId } = complaints.get(complaintId) ?? {};
        return unitId && handlerId ? [{ complaintId, determinationId, unitId, handlerId }] : [];
      }),
    );
  }
}
