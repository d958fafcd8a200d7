import { Inject } from '@nestjs/common';
import { reworkOrdered, type DataOf, type Received } from '@redress/contracts';
import { Custody } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { InvestigationCases } from '../investigation-cases';

/** A determination was sent back: the investigation goes on as its next round, in the same handling (T16). */
@EventConsumer()
export class GoOnWhenReworkOrdered {
  constructor(
    private readonly cases: InvestigationCases,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
  ) {}

  @Consumes(reworkOrdered, { consumer: 'investigation.go-on' })
  async on(events: readonly Received<DataOf<typeof reworkOrdered>>[], tx: Transaction): Promise<void> {
    // Who is responsible may have changed while the round was over.
    const complaints = await this.custody.lockAll(
      tx,
      events.map(({ subject }) => subject),
    );
    await this.cases.goOn(
      tx,
      events.flatMap(({ subject: complaintId, data: { round } }) => {
        const { unitId, handlerId } = complaints.get(complaintId) ?? {};
        return unitId && handlerId ? [{ complaintId, round, unitId, handlerId }] : [];
      }),
    );
  }
}
