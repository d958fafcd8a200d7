import { machines, type StateOf, type TopicName } from '@redress/contracts';
import { mustChange, newId, type Database, type Transaction } from '@redress/persistence';
import type { ParkReason } from '../consuming/consumer-errors';

const { PARKED, QUEUED, SKIPPED } = machines.parkedEvent.state;

/** The state of a record that is set aside. */
export type ParkedStatus = StateOf<typeof machines.parkedEvent>;

/** What operators look at: records that wait behind another one are counted there. */
export type ListedStatus = Exclude<ParkedStatus, typeof QUEUED>;

/** A record that is set aside: parked itself, queued behind a parked one, or skipped by an operator. */
export interface ParkedEvent {
  readonly id: string;
  readonly clusterId: string;
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  /** Complaint id on the story; else the key whose later records wait. `null` blocks no other. */
  readonly blockingKey: string | null;
  readonly status: ParkedStatus;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly reason: ParkReason;
  readonly error: string;
  readonly signature: string;
  readonly attempts: number;
  readonly parkedAt: Date;
  readonly lastTriedAt: Date | null;
  readonly skipped: { readonly at: Date; readonly by: string; readonly reason: string } | null;
}

/** A record with its bytes, for the runtime. */
export interface StoredRecord extends ParkedEvent {
  readonly record: Buffer;
  readonly isSealed: boolean;
}

/** A record that is to be set aside. */
export interface NewParkedEvent {
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly blockingKey: string | null;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly record: Buffer;
  readonly isSealed: boolean;
  readonly reason: ParkReason;
  readonly error: string;
  readonly signature: string;
}

interface Row {
  id: string;
  cluster_id: string;
  topic: TopicName;
  partition: number;
  record_offset: string;
  blocking_key: string | null;
  status: ParkedEvent['status'];
  event_id: string | null;
  event_type: string | null;
  record: Buffer;
  is_sealed: boolean;
  reason: ParkReason;
  error: string;
  signature: string;
  attempts: number;
  parked_at: Date;
  last_tried_at: Date | null;
  skipped_at: Date | null;
  skipped_by: string | null;
  skip_reason: string | null;
}

const COLUMNS = `id, cluster_id, topic, partition, record_offset, blocking_key, status, event_id, event_type, reason, error,
  signature, attempts, parked_at, last_tried_at, skipped_at, skipped_by, skip_reason`;

/** The table of records that are set aside. */
export class SqlParkedEvents {
  constructor(private readonly database: Database) {}

  /** Which of these keys have a record set aside. The caller has locked the position of the partition. */
  async blocked(tx: Transaction, topic: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set();
    const { rows } = await tx.query<{ blocking_key: string }>(
      `select distinct blocking_key from parked_event
       where topic = $1 and blocking_key = any($2::text[]) and status <> '${SKIPPED}'`,
      [topic, keys],
      'parked-blocked',
    );
    return new Set(rows.map((row) => row.blocking_key));
  }

  /** Sets records aside; those that are set aside already stay as they are. Returns how many were new. */
  async insert(
    tx: Transaction,
    clusterId: string,
    status: typeof PARKED | typeof QUEUED,
    events: readonly NewParkedEvent[],
  ): Promise<number> {
    let inserted = 0;
    for (const event of events) {
      const { rowCount } = await tx.query(
        `insert into parked_event (id, cluster_id, topic, partition, record_offset, blocking_key, status, event_id,
           event_type, record, is_sealed, reason, error, signature)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (cluster_id, topic, partition, record_offset) do nothing`,
        [
          newId(),
          clusterId,
          event.topic,
          event.partition,
          event.offset.toString(),
          event.blockingKey,
          status,
          event.eventId,
          event.eventType,
          event.record,
          event.isSealed,
          event.reason,
          event.error,
          event.signature,
        ],
        'parked-insert',
      );
      inserted += rowCount;
    }
    return inserted;
  }

  /** How many were parked for one cause since the window began or the partition was last resumed. */
  async countRecent(
    tx: Transaction,
    signature: string,
    windowMs: number,
    where: { clusterId: string; topic: string; partition: number },
  ): Promise<number> {
    const { rows } = await tx.query<{ parked: string }>(
      `select count(*) as parked from parked_event
       where signature = $1 and status <> '${QUEUED}' and parked_at > greatest(
         clock_timestamp() - make_interval(secs => $2),
         (select resumed_at from consumer_position where cluster_id = $3 and topic = $4 and partition = $5))`,
      [signature, windowMs / 1_000, where.clusterId, where.topic, where.partition],
    );
    return Number(rows[0]?.parked ?? 0);
  }

  /** One event without its bytes; undefined when there is none. */
  async find(id: string): Promise<ParkedEvent | undefined> {
    const { rows } = await this.database.query<Row>(`select ${COLUMNS} from parked_event where id = $1`, [id]);
    return rows[0] && toEvent(rows[0]);
  }

  /** One event with its bytes, locked until the transaction ends; undefined when it is gone or was skipped. */
  async take(tx: Transaction, id: string): Promise<StoredRecord | undefined> {
    const { rows } = await tx.query<Row>(
      `select ${COLUMNS}, record, is_sealed from parked_event where id = $1 and status <> '${SKIPPED}' for update`,
      [id],
    );
    return rows[0] && toRecord(rows[0]);
  }

  /** One event with its bytes; undefined when there is none. */
  async read(id: string): Promise<StoredRecord | undefined> {
    const { rows } = await this.database.query<Row>(
      `select ${COLUMNS}, record, is_sealed from parked_event where id = $1`,
      [id],
    );
    return rows[0] && toRecord(rows[0]);
  }

  /** The events that wait for one key, in the order of the log. */
  async queueOf(topic: string, blockingKey: string): Promise<ParkedEvent[]> {
    const { rows } = await this.database.query<Row>(
      `select ${COLUMNS} from parked_event where topic = $1 and blocking_key = $2 and status <> '${SKIPPED}'
       order by record_offset`,
      [topic, blockingKey],
    );
    return rows.map(toEvent);
  }

  /** Parked and skipped events with the number that queues behind each, newest first. */
  async page(wish: {
    readonly status: ListedStatus;
    readonly signature?: string | undefined;
    readonly before?: string | undefined;
    readonly limit: number;
  }): Promise<(ParkedEvent & { readonly queued: number })[]> {
    const { rows } = await this.database.query<Row & { queued: string }>(
      `select ${COLUMNS}, case when p.status = '${PARKED}' then (
           select count(*) from parked_event q where q.topic = p.topic and q.blocking_key = p.blocking_key
             and q.status = '${QUEUED}') else 0 end as queued
       from parked_event p
       where status = $1 and ($2::text is null or signature = $2) and ($3::uuid is null or id < $3)
       order by id desc limit $4`,
      [wish.status, wish.signature ?? null, wish.before ?? null, wish.limit],
    );
    return rows.map((row) => ({ ...toEvent(row), queued: Number(row.queued) }));
  }

  /** Ids of all parked events of one cause, oldest first. */
  async withSignature(signature: string): Promise<string[]> {
    const { rows } = await this.database.query<{ id: string }>(
      `select id from parked_event where signature = $1 and status = '${PARKED}' order by id`,
      [signature],
    );
    return rows.map((row) => row.id);
  }

  /** Removes an event that has been handled. */
  async delete(tx: Transaction, id: string): Promise<void> {
    tx.write('delete from parked_event where id = $1', [id]);
  }

  /** Notes that another try failed. The event is parked now, also if it was queued before. */
  async failedAgain(id: string, failure: Pick<NewParkedEvent, 'reason' | 'error' | 'signature'>): Promise<void> {
    await this.database.query(
      `update parked_event set status = '${PARKED}',
         attempts = attempts + case when status = '${PARKED}' then 1 else 0 end, last_tried_at = clock_timestamp(), reason = $2, error = $3,
         signature = $4 where id = $1`,
      [id, failure.reason, failure.error, failure.signature],
    );
  }

  /** Marks an event as skipped for good. */
  async skip(tx: Transaction, id: string, reason: string, by: string): Promise<void> {
    await mustChange(
      'parked-skip',
      1,
      tx.query(
        `update parked_event set status = '${machines.parkedEvent.move(PARKED, SKIPPED)}',
           skipped_at = clock_timestamp(), skipped_by = $2, skip_reason = $3
         where id = $1 and status = '${PARKED}'`,
        [id, by, reason],
      ),
    );
  }

  /** How many are parked and how many queue behind them. */
  async counts(): Promise<{ parked: number; queued: number }> {
    const { rows } = await this.database.query<{ parked: string; queued: string }>(
      `select count(*) filter (where status = '${PARKED}') as parked,
         count(*) filter (where status = '${QUEUED}') as queued
       from parked_event where status <> '${SKIPPED}'`,
    );
    return { parked: Number(rows[0]?.parked ?? 0), queued: Number(rows[0]?.queued ?? 0) };
  }
}

function toEvent(row: Row): ParkedEvent {
  return {
    id: row.id,
    clusterId: row.cluster_id,
    topic: row.topic,
    partition: row.partition,
    offset: BigInt(row.record_offset),
    blockingKey: row.blocking_key,
    status: row.status,
    eventId: row.event_id,
    eventType: row.event_type,
    reason: row.reason,
    error: row.error,
    signature: row.signature,
    attempts: row.attempts,
    parkedAt: row.parked_at,
    lastTriedAt: row.last_tried_at,
    skipped:
      row.skipped_at === null
        ? null
        : { at: row.skipped_at, by: row.skipped_by as string, reason: row.skip_reason as string },
  };
}

function toRecord(row: Row): StoredRecord {
  return { ...toEvent(row), record: row.record, isSealed: row.is_sealed };
}
