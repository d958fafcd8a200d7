import {
  TOPICS,
  emittersOf,
  type Actor,
  type DocumentContract,
  type EventContract,
  type Holder,
  type PackReference,
  type PayloadOf,
  type ServiceName,
} from '@redress/contracts';
import { currentTraceparent } from '@redress/observability';
import { newId, type Transaction } from '@redress/persistence';
import { envelopeHeaders } from './envelope';

/** What the outbox must know of a complaint to write on its story. */
export interface StoryOf {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly organisationId: string;
  readonly packs: readonly PackReference[];
}

/** A fact or a request for the story. State events come from libs/lifecycle only. */
export interface NewEvent<C extends EventContract = EventContract> {
  readonly contract: C;
  readonly complaint: StoryOf;
  /** Business time at which it happened. */
  readonly at: Date;
  readonly actor: Actor;
  /** For whom the actor, as a deputy, stood in. */
  readonly actingFor?: string | undefined;
  readonly payload: PayloadOf<C>;
  readonly reasonCode?: string | undefined;
  /** The conversation; the complaint id if absent. */
  readonly correlationId?: string | undefined;
  /** The message that led to this one. */
  readonly causationId?: string | undefined;
  /** Given where the id must be repeatable; else a new UUIDv7. */
  readonly id?: string | undefined;
  /** The trace that it goes on with, for events that are appended together; that of the work at hand if absent. */
  readonly traceparent?: string | undefined;
}

/** The custody part of a state event; made by libs/lifecycle. */
export interface MoveFields {
  readonly stateSeq: number;
  readonly from: string | null;
  readonly to: string;
  readonly holder: Holder;
  /** The unit responsible after the event; the receiving one until routing assigns. */
  readonly unitId: string;
  /** Who handles the complaint after the event, or is proposed to; absent while no one is. */
  readonly handlerId?: string | undefined;
}

/** A whole document for a compacted topic; `data: null` is a tombstone. */
export interface NewDocument<T = unknown> {
  readonly contract: DocumentContract<T>;
  readonly key: string;
  readonly organisationId: string;
  readonly at: Date;
  readonly data: T | null;
  readonly causationId?: string | undefined;
  /** The trace that it goes on with; that of the work at hand if absent. */
  readonly traceparent?: string | undefined;
}

/** A row for the outbox table, encoded and checked. */
export interface OutboxRow {
  readonly topic: string;
  readonly key: string;
  readonly headers: string;
  readonly value: string | null;
}

/** The event or document does not satisfy its own contract, is too large, or may not be written here. A defect, not input. */
export class RefusedByOutbox extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedByOutbox';
  }
}

/** Kafka's default limit is 1 MiB for a record with its headers; what is larger would block its key for ever. */
export const MAX_VALUE_BYTES = 900_000;

const INSERT = `insert into outbox (topic, key, headers, value)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])`;

/**
 * Writes events and documents in the transaction that changes the data (architecture, decision 1). Rows of one key are
 * published in the order in which their transactions committed, because a caller that appends must hold the lock of the
 * key.
 */
export class Outbox {
  private readonly movers = new WeakSet<object>();
  private onAppend: () => void = () => {};

  constructor(readonly service: ServiceName) {}

  /** Lets the relay of this process be woken after a commit that appended. */
  wakeWith(wake: () => void): void {
    this.onAppend = wake;
  }

  /** Called once by libs/lifecycle: hands out the right to write state events. */
  admitMover(mover: object): void {
    this.movers.add(mover);
  }

  /**
   * Appends facts and requests.
   * @throws RefusedByOutbox for state events, foreign events, invalid or oversize values, or a key that `tx` does not hold
   */
  async append(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
    await this.insertRows(
      tx,
      events.map((event) => {
        if (event.contract.kind === 'state') {
          throw new RefusedByOutbox(`${event.contract.type} moves a complaint: only libs/lifecycle may append it`);
        }
        return this.encodeEvent(event);
      }),
    );
  }

  /**
   * Appends documents of compacted topics.
   * @throws RefusedByOutbox as {@link append}
   */
  async appendDocuments(tx: Transaction, documents: readonly NewDocument[]): Promise<void> {
    await this.insertRows(
      tx,
      documents.map((document) => this.encodeDocument(document)),
    );
  }

  /** Encodes a state event without inserting it, for statements that write everything at once (registration). */
  encodeMove(mover: object, event: NewEvent, move: MoveFields): OutboxRow {
    if (!this.movers.has(mover)) {
      throw new RefusedByOutbox(`${event.contract.type} moves a complaint: only libs/lifecycle may append it`);
    }
    return this.encodeEvent(event, move);
  }

  /** Encodes a document without inserting it. */
  encodeDocument(document: NewDocument): OutboxRow {
    this.mustBeOurs([document.contract.emitter], document.contract.type);
    const value =
      document.data === null ? null : this.checked(document.contract.type, document.contract.schema, document.data);
    return {
      topic: document.contract.topic,
      key: document.key,
      headers: JSON.stringify(
        envelopeHeaders({
          id: newId(),
          service: this.service,
          type: document.contract.type,
          subject: document.key,
          at: document.at,
          recordedAt: new Date(),
          organisationId: document.organisationId,
          correlationId: document.key,
          causationId: document.causationId,
          traceparent: document.traceparent ?? currentTraceparent(),
        }),
      ),
      value,
    };
  }

  /** Wakes the relay; for statements that wrote {@link OutboxRow}s themselves, after their commit. */
  appended(): void {
    this.onAppend();
  }

  private encodeEvent(event: NewEvent, move?: MoveFields): OutboxRow {
    const { contract, complaint } = event;
    this.mustBeOurs(emittersOf(contract), contract.type);
    const value = this.checked(contract.type, contract.schema, {
      complaintId: complaint.complaintId,
      complaintNo: complaint.complaintNo,
      organisationId: complaint.organisationId,
      occurredAt: event.at.toISOString(),
      actor: event.actor,
      ...(event.reasonCode === undefined ? {} : { reasonCode: event.reasonCode }),
      packs: complaint.packs,
      ...(move ? { stateSeq: move.stateSeq, from: move.from, to: move.to, holder: move.holder } : {}),
      ...(event.payload as object),
    });
    return {
      topic: contract.topic,
      key: complaint.complaintId,
      headers: JSON.stringify(
        envelopeHeaders({
          id: event.id ?? newId(),
          service: this.service,
          type: contract.type,
          subject: complaint.complaintId,
          at: event.at,
          recordedAt: new Date(),
          organisationId: complaint.organisationId,
          correlationId: event.correlationId ?? complaint.complaintId,
          causationId: event.causationId,
          traceparent: event.traceparent ?? currentTraceparent(),
          actorId: event.actor.kind === 'STAFF' ? event.actor.id : undefined,
          actingFor: event.actingFor,
          ...(contract.assigns ? { assigns: responsibleIn(event.payload) } : {}),
          ...(move ? { move: { ...move, complaintNo: complaint.complaintNo, packs: complaint.packs } } : {}),
        }),
      ),
      value,
    };
  }

  private mustBeOurs(emitters: readonly ServiceName[], type: string): void {
    if (emitters.includes(this.service)) return;
    throw new RefusedByOutbox(`${type} belongs to ${emitters.join(', ')}, not to ${this.service}`);
  }

  private checked(
    type: string,
    schema: {
      safeParse(data: unknown): {
        success: boolean;
        data?: unknown;
        error?: { issues: { path: PropertyKey[]; message: string }[] };
      };
    },
    data: unknown,
  ): string {
    const parsed = schema.safeParse(data);
    if (!parsed.success) {
      const issues = (parsed.error?.issues ?? []).map(
        (issue) => `/${issue.path.map(String).join('/')} ${issue.message}`,
      );
      throw new RefusedByOutbox(`${type} is not valid: ${issues.join('; ')}`);
    }
    const value = JSON.stringify(parsed.data);
    if (Buffer.byteLength(value) > MAX_VALUE_BYTES)
      throw new RefusedByOutbox(`${type} is larger than ${MAX_VALUE_BYTES} bytes`);
    return value;
  }

  /**
   * Inserts rows that this outbox encoded.
   * @throws RefusedByOutbox for a key that `tx` does not hold
   */
  async insertRows(tx: Transaction, rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    for (const row of rows) {
      if (!(row.topic in TOPICS)) throw new RefusedByOutbox(`Topic ${row.topic} is not declared`);
      if (!tx.heldKeys.has(row.key)) throw new RefusedByOutbox(`Key ${row.key} is not held by this transaction`);
    }
    tx.write(
      INSERT,
      [
        rows.map((row) => row.topic),
        rows.map((row) => row.key),
        rows.map((row) => row.headers),
        rows.map((row) => row.value),
      ],
      'outbox-append',
    );
    tx.afterCommit(() => this.onAppend());
  }
}

/** Whom a fact that assigns names. */
function responsibleIn(payload: unknown): { readonly unitId: string; readonly handlerId: string } {
  const { unitId, handlerId } = payload as { readonly unitId: string; readonly handlerId: string };
  return { unitId, handlerId };
}
