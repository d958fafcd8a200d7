import { machines, REQUESTS_GRANTED, requestRefused, type DataOf, type Received } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { Requests } from '../requests';

const { GRANTED, REFUSED } = machines.request.state;

/** Writes down how the holder answered a request, for those who asked. */
@EventConsumer()
export class RecordRequestAnswers {
  constructor(private readonly requests: Requests) {}

  @Consumes(REQUESTS_GRANTED, {
    consumer: 'intake.record-granted-requests',
  })
  async onGranted(
    events: readonly Received<DataOf<(typeof REQUESTS_GRANTED)[number]>>[],
    tx: Transaction,
  ): Promise<void> {
    await this.requests.answer(
      tx,
      events.flatMap(({ data: { requestId }, emitter, time }) =>
        requestId ? [{ requestId, status: GRANTED, reasonCode: null, answeredBy: emitter, answeredAt: time }] : [],
      ),
    );
  }

  @Consumes(requestRefused, {
    consumer: 'intake.record-refused-requests',
  })
  async onRefused(events: readonly Received<DataOf<typeof requestRefused>>[], tx: Transaction): Promise<void> {
    await this.requests.answer(
      tx,
      events.map((event) => ({
        requestId: event.data.requestId,
        status: REFUSED,
        reasonCode: event.data.reasonCode ?? null,
        answeredBy: event.emitter,
        answeredAt: event.time,
      })),
    );
  }
}
