import {
  REQUESTS_ASKED,
  REQUESTS_GRANTED,
  ownFieldsOf,
  requestOfKind,
  requestRefused,
  type DataOf,
  type EventContract,
  type Received,
  type RequestKind,
} from '@redress/contracts';
import { RequestDesk } from '@redress/lifecycle';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';

const ANSWERS = [...REQUESTS_GRANTED, requestRefused] as readonly EventContract<{ requestId?: string | undefined }>[];

type Asked = DataOf<(typeof REQUESTS_ASKED)[number]>;

/** Remembers requests to the holder, answers those that are for this service, and forgets answered ones (architecture 3.3). */
@EventConsumer()
export class AnswerRequests {
  constructor(private readonly desk: RequestDesk) {}

  @Consumes(REQUESTS_ASKED, { consumer: 'requests.receive' })
  async onRequest(events: readonly Received<Asked>[], tx: Transaction): Promise<void> {
    await this.desk.receive(
      tx,
      events.map((event) => ({
        requestId: event.data.requestId,
        complaintId: event.subject,
        kind: event.data.kind,
        requestedAt: new Date(event.data.requestedAt),
        fields: ownFields(event.data.kind, event.data),
        eventId: event.id,
      })),
    );
  }

  @Consumes(ANSWERS, { consumer: 'requests.close-answered' })
  async onAnswer(events: readonly Received<{ requestId?: string | undefined }>[], tx: Transaction): Promise<void> {
    await this.desk.close(
      tx,
      events.flatMap(({ data: { requestId } }) => requestId ?? []),
    );
  }
}

function ownFields(kind: RequestKind, data: Asked): Readonly<Record<string, unknown>> {
  const declared = requestOfKind(kind);
  return declared ? ownFieldsOf(declared).parse(data) : {};
}
