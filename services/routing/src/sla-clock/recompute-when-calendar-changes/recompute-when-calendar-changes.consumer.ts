import { policyCalendar, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { SqlSlaClocks } from '../sql-sla-clocks';

/** Notes whose clocks rest on a calendar that was published anew; the sweep recomputes them. */
@EventConsumer()
export class RecomputeWhenCalendarChanges {
  constructor(private readonly clocks: SqlSlaClocks) {}

  @Consumes(policyCalendar, { consumer: 'routing.recompute-clocks' })
  async on(calendars: readonly Received<DataOf<typeof policyCalendar> | null>[], tx: Transaction): Promise<void> {
    // A calendar that was taken away leaves the clocks as they were computed: there is nothing to compute them with.
    const published = calendars.flatMap(({ data }) => (data ? [data.id] : []));
    if (published.length > 0) await this.clocks.markStale(tx, published);
  }
}
