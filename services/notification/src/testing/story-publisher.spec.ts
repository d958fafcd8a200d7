import {
  STATES,
  transitionById,
  type ComplaintState,
  type DocumentContract,
  type EventContract,
  type Holder,
  type PackReference,
} from '@redress/contracts';
import { createTopics, pinnedPartitioner } from '@redress/messaging';
import { envelopeHeaders } from '@redress/outbox';
import type { TestSuite } from '@redress/testing';
import { CompressionTypes, type Producer } from 'kafkajs';
import { v7 } from 'uuid';

/** One complaint of a test and how far its story is written. */
export interface ToldComplaint {
  readonly complaintId: string;
  readonly complaintNo: string;
  stateSeq: number;
  state: ComplaintState | null;
}

const PACKS: PackReference[] = [{ id: 'GENERAL_SERVICE', version: 1 }];

let serial = 0;

export function aComplaint(): ToldComplaint {
  serial += 1;
  const complaintNo = `GSCS-260302-${String(serial).padStart(5, '0')}`;
  return { complaintId: v7(), complaintNo, stateSeq: 0, state: null };
}

/** Writes what other services write: events of the story, and documents. */
export class StoryPublisher {
  private constructor(
    private readonly producer: Producer,
    private readonly prefix: string,
  ) {}

  /** Makes the topics of the suite and connects. */
  static async open(suite: TestSuite): Promise<StoryPublisher> {
    const kafka = suite.kafkaClient();
    const admin = kafka.admin();
    await admin.connect();
    await createTopics(admin, { prefix: suite.topicPrefix, replicationFactor: 1 });
    await admin.disconnect();
    const producer = kafka.producer({ createPartitioner: pinnedPartitioner, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    return new StoryPublisher(producer, suite.topicPrefix);
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }

  /** Tells one event of a complaint's story, with the example of its contract changed by `payload`. */
  async tell<P>(
    complaint: ToldComplaint,
    contract: EventContract<P>,
    payload: Partial<P> = {},
    {
      at = new Date(),
      reasonCode,
      times = 1,
      traceparent,
    }: { at?: Date; reasonCode?: string; times?: number; traceparent?: string } = {},
  ): Promise<string> {
    const id = v7();
    const move = contract.kind === 'state' ? this.moveOf(complaint, contract) : undefined;
    const value = {
      complaintId: complaint.complaintId,
      complaintNo: complaint.complaintNo,
      organisationId: 'acme',
      occurredAt: at.toISOString(),
      actor: { kind: 'SYSTEM', id: 'system' },
      packs: PACKS,
      ...(reasonCode === undefined ? {} : { reasonCode }),
      ...contract.example,
      ...payload,
      ...move,
    };
    const headers = envelopeHeaders({
      id,
      service: contract.emitter,
      type: contract.type,
      subject: complaint.complaintId,
      at,
      recordedAt: new Date(),
      organisationId: 'acme',
      correlationId: complaint.complaintId,
      traceparent,
      ...(move ? { move: { ...move, complaintNo: complaint.complaintNo, packs: PACKS } } : {}),
    });
    const message = { key: complaint.complaintId, value: JSON.stringify(value), headers };
    await this.send(
      contract.topic,
      Array.from({ length: times }, () => message),
    );
    return id;
  }

  /** Publishes a whole document; null erases it. */
  async publish<T>(contract: DocumentContract<T>, key: string, data: T | null): Promise<void> {
    const headers = envelopeHeaders({
      id: v7(),
      service: contract.emitter,
      type: contract.type,
      subject: key,
      at: new Date(),
      recordedAt: new Date(),
      organisationId: 'acme',
      correlationId: key,
    });
    await this.send(contract.topic, [{ key, value: data === null ? null : JSON.stringify(data), headers }]);
  }

  private moveOf(complaint: ToldComplaint, contract: EventContract) {
    const to = transitionById(contract.transition ?? '').to[0] as ComplaintState;
    const from = complaint.state;
    const { holder } = STATES[to];
    complaint.stateSeq += 1;
    complaint.state = to;
    return {
      stateSeq: complaint.stateSeq,
      from,
      to,
      holder: (holder === 'granter' ? contract.emitter : holder) as Holder,
    };
  }

  private async send(
    topic: string,
    messages: { key: string; value: string | null; headers: Record<string, string> }[],
  ): Promise<void> {
    await this.producer.send({ topic: this.prefix + topic, acks: -1, compression: CompressionTypes.GZIP, messages });
  }
}
