import { REFUSALS, WITHDRAWALS, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { Requests } from '../requests';

/** Writes down how the holder answered a request, for those who asked. */
@EventConsumer()
export class RecordRequestAnswers {
  constructor(private readonly requests: Requests) {}

  @Consumes(WITHDRAWALS, {
    consumer: 'intake.record-granted-withdrawals',
  })
  async onGranted(events: readonly Received<DataOf<(typeof WITHDRAWALS)[number]>>[], tx: Transaction): Promise<void> {
    await this.requests.answer(
      tx,
      events.map((event) => ({
        requestId: event.data.requestId,
        status: 'GRANTED',
        reasonCode: null,
        answeredBy: emitterOf(event),
        answeredAt: event.time,
      })),
    );
  }

  @Consumes(REFUSALS, {
    consumer: 'intake.record-refused-requests',
  })
  async onRefused(events: readonly Received<DataOf<(typeof REFUSALS)[number]>>[], tx: Transaction): Promise<void> {
    await this.requests.answer(
      tx,
      events.map((event) => ({
        requestId: event.data.requestId,
        status: 'REFUSED',
        reasonCode: event.data.reasonCode ?? null,
        answeredBy: emitterOf(event),
        answeredAt: event.time,
      })),
    );
  }
}

function emitterOf({ source }: Received): string {
  return source.slice('/redress/'.length);
}
