import {
  REFUSALS,
  WITHDRAWALS,
  withdrawalRequested,
  type DataOf,
  type EventContract,
  type Received,
} from '@redress/contracts';
import { RequestDesk } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';

const ANSWERS = [...WITHDRAWALS, ...REFUSALS] as readonly EventContract<{ requestId: string }>[];

/** Remembers requests to the holder, answers those that are for this service, and forgets answered ones (architecture 3.3). */
@EventConsumer()
export class AnswerRequests {
  constructor(private readonly desk: RequestDesk<never>) {}

  @Consumes(withdrawalRequested, { consumer: 'requests.receive-withdrawals' })
  async onWithdrawal(events: readonly Received<DataOf<typeof withdrawalRequested>>[], tx: Transaction): Promise<void> {
    await this.desk.receive(
      tx,
      events.map((event) => ({
        requestId: event.data.requestId,
        complaintId: event.subject,
        kind: event.data.kind,
        requestedAt: new Date(event.data.requestedAt),
        eventId: event.id,
      })),
    );
  }

  @Consumes(ANSWERS, { consumer: 'requests.close-answered' })
  async onAnswer(events: readonly Received<{ requestId: string }>[], tx: Transaction): Promise<void> {
    await this.desk.close(
      tx,
      events.map((event) => event.data.requestId),
    );
  }
}
