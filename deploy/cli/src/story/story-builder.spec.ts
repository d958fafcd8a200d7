import { randomUUID } from 'node:crypto';
import {
  emittersOf,
  holderAfter,
  type Actor,
  type ComplaintState,
  type EventContract,
  type Holder,
  type ServiceName,
  type StoryBase,
} from '@redress/contracts';
import type { StoryRecord } from './story-record';

// The program itself loads this library only when it is needed.
const { envelopeHeaders } = jest.requireActual<typeof import('@redress/outbox')>('@redress/outbox');

/** A record as a producer sends it. */
export interface ProducedRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

interface Step {
  readonly to?: ComplaintState;
  readonly at?: string;
  readonly data?: Record<string, unknown>;
  readonly actor?: Actor;
  readonly reasonCode?: string;
  /** Real time where it differs from business time. */
  readonly recordedAt?: string;
}

/** Builds the story of one complaint as the services would write it, each payload the example of its contract. */
export class StoryBuilder {
  readonly complaintId = randomUUID();
  readonly records: ProducedRecord[] = [];
  private state: ComplaintState | null = null;
  private stateSeq = 0;
  private time = Date.parse('2026-03-02T01:15:02.000Z');

  constructor(readonly complaintNo: string) {}

  /** Appends an event, a minute after the one before unless `at` says otherwise. */
  tell(contract: EventContract<never>, step: Step = {}): this {
    this.time = step.at === undefined ? this.time + 60_000 : Date.parse(step.at);
    const at = new Date(this.time);
    const [by] = emittersOf(contract) as [ServiceName];
    const base: StoryBase = {
      complaintId: this.complaintId,
      complaintNo: this.complaintNo,
      organisationId: 'acme',
      occurredAt: at.toISOString(),
      actor: step.actor ?? { kind: 'SYSTEM', id: by },
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
      ...(step.reasonCode === undefined ? {} : { reasonCode: step.reasonCode }),
    };
    const move =
      step.to === undefined
        ? undefined
        : {
            stateSeq: ++this.stateSeq,
            from: this.state,
            to: step.to,
            holder: holderAfter(step.to, by as Holder),
          };
    this.state = step.to ?? this.state;
    this.records.push({
      key: this.complaintId,
      value: JSON.stringify({ ...base, ...move, ...(contract.example as object), ...step.data }),
      headers: envelopeHeaders({
        id: randomUUID(),
        service: by,
        type: contract.type,
        subject: this.complaintId,
        at,
        recordedAt: new Date(step.recordedAt ?? at),
        organisationId: 'acme',
        correlationId: this.complaintId,
        ...(move ? { move: { ...move, complaintNo: this.complaintNo, packs: base.packs, unitId: 'CS' } } : {}),
      }),
    });
    return this;
  }

  /** The records as they are read from the topic. */
  read(): StoryRecord[] {
    return this.records.map(({ key, value, headers }, at) => ({
      partition: 0,
      offset: BigInt(at),
      key,
      value: Buffer.from(value),
      eventId: headers['ce_id'] ?? '',
      type: headers['ce_type'] ?? '',
      emitter: (headers['ce_source'] ?? '').replace('/redress/', ''),
      complaintId: headers['ce_subject'] ?? '',
      complaintNo: headers['ce_complaintno'],
      time: headers['ce_time'] ?? '',
      recordedAt: headers['ce_recordedat'] ?? '',
      stateSeq: headers['ce_stateseq'],
      from: headers['ce_statefrom'],
      to: headers['ce_stateto'],
      holder: headers['ce_holder'],
    }));
  }
}
