import type { TopicName } from '@redress/contracts';
import type { Database, Transaction } from '@redress/persistence';

/** Stands for "from the earliest record there is" in the table. */
const EARLIEST = -2n;

/** Why a partition is paused until an operator acts. */
export type PauseReason =
  /** Too many events fail for one cause; it continues by an operator or after a restart. */
  | 'BAD_RELEASE'
  /** Records that were not read yet are gone from the log. */
  | 'RETENTION_GAP'
  /** The log ends before the position: it was truncated or replaced. */
  | 'LOG_TRUNCATED'
  /** An event that cannot be handled may not be stored either, because it would be stored in the clear. */
  | 'CANNOT_PARK'
  /** A batch of one of our own topics cannot be read: what it holds would be lost if it were passed. */
  | 'UNREADABLE_BATCH';

export interface StoredPosition {
  readonly topic: TopicName;
  readonly partition: number;
  /** `undefined`: from the earliest record there is. */
  readonly nextOffset: bigint | undefined;
  readonly pausedFor: PauseReason | null;
}

interface PositionRow {
  topic: TopicName;
  partition: number;
  next_offset: string;
  pause_reason: PauseReason | null;
}

/** How far the service has read, in its own database (architecture, decision 2). */
export class SqlPositions {
  constructor(
    private readonly database: Database,
    readonly clusterId: string,
  ) {}

  /** The stored positions of these partitions; absent ones are missing from the answer. */
  async load(partitions: readonly { topic: string; partition: number }[]): Promise<StoredPosition[]> {
    const { rows } = await this.database.query<PositionRow>(
      `select p.topic, p.partition, p.next_offset, p.pause_reason from consumer_position p
       join unnest($2::text[], $3::int[]) as w(topic, partition) on w.topic = p.topic and w.partition = p.partition
       where p.cluster_id = $1`,
      [this.clusterId, partitions.map((wanted) => wanted.topic), partitions.map((wanted) => wanted.partition)],
      'position-load',
    );
    return rows.map(toPosition);
  }

  /** All stored positions of a topic, whichever replica reads it: partition to next offset. */
  async ofTopic(topic: TopicName): Promise<ReadonlyMap<number, bigint>> {
    const { rows } = await this.database.query<PositionRow>(
      'select * from consumer_position where cluster_id = $1 and topic = $2',
      [this.clusterId, topic],
      'position-topic',
    );
    return new Map(rows.map((row) => [row.partition, BigInt(row.next_offset)]));
  }

  /** Stores where a partition begins, unless it has a position already. */
  async begin(topic: string, partition: number, earliest: bigint): Promise<void> {
    await this.database.query(
      `insert into consumer_position (cluster_id, topic, partition, next_offset) values ($1, $2, $3, $4)
       on conflict (cluster_id, topic, partition) do update set next_offset = excluded.next_offset
       where consumer_position.next_offset = ${EARLIEST}`,
      [this.clusterId, topic, partition, earliest.toString()],
    );
  }

  /**
   * Moves positions by compare-and-set and thereby locks them until the transaction ends.
   * @returns how many events of each partition are set aside; undefined when a position is not `from`, which means that
   * another member moved it, and then the transaction must not be committed
   */
  async advanceAll(
    tx: Transaction,
    steps: readonly {
      readonly topic: string;
      readonly partition: number;
      readonly from: bigint;
      readonly to: bigint;
    }[],
  ): Promise<number[] | undefined> {
    const { rows } = await tx.query<{ topic: string; partition: number; parked_count: number }>(
      `update consumer_position p set next_offset = s.next
       from (select * from unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[]) as t(topic, partition, at, next)
         order by topic, partition) s
       where p.cluster_id = $1 and p.topic = s.topic and p.partition = s.partition and p.next_offset = s.at
       returning p.topic, p.partition, p.parked_count`,
      [
        this.clusterId,
        steps.map((step) => step.topic),
        steps.map((step) => step.partition),
        steps.map((step) => step.from.toString()),
        steps.map((step) => step.to.toString()),
      ],
      'position-advance',
    );
    if (rows.length !== steps.length) return undefined;
    return steps.map(
      ({ topic, partition }) =>
        rows.find((row) => row.topic === topic && row.partition === partition)?.parked_count as number,
    );
  }

  /** Keeps the partition from being read until the transaction ends. */
  async lock(tx: Transaction, topic: string, partition: number): Promise<void> {
    tx.write(
      'select 1 from consumer_position where cluster_id = $1 and topic = $2 and partition = $3 for update',
      [this.clusterId, topic, partition],
      'position-lock',
    );
  }

  /** Counts events that were set aside, or with a negative number, that are so no longer. */
  async countParked(tx: Transaction, topic: string, partition: number, change: number): Promise<void> {
    tx.write(
      `update consumer_position set parked_count = greatest(parked_count + $4, 0)
       where cluster_id = $1 and topic = $2 and partition = $3`,
      [this.clusterId, topic, partition, change],
      'position-parked',
    );
  }

  /** Pauses a partition until {@link resume}, on every replica. */
  async pause(topic: string, partition: number, reason: PauseReason): Promise<void> {
    await this.database.query(
      `update consumer_position set paused_at = clock_timestamp(), pause_reason = $4
       where cluster_id = $1 and topic = $2 and partition = $3 and pause_reason is distinct from $4`,
      [this.clusterId, topic, partition, reason],
    );
  }

  /** Lets a partition go on. After a gap it goes on at the earliest record there is. */
  async resume(topic: string, partition: number): Promise<boolean> {
    const { rowCount } = await this.database.query(
      `update consumer_position set paused_at = null, pause_reason = null, resumed_at = clock_timestamp(),
         next_offset = case when pause_reason in ('RETENTION_GAP', 'LOG_TRUNCATED') then ${EARLIEST} else next_offset end
       where cluster_id = $1 and topic = $2 and partition = $3 and pause_reason is not null`,
      [this.clusterId, topic, partition],
    );
    return rowCount > 0;
  }

  /** A restart may bring other code: what was paused because of bad code may continue. */
  async resumeAfterRestart(): Promise<void> {
    await this.database.query(
      `update consumer_position set paused_at = null, pause_reason = null
       where cluster_id = $1 and pause_reason in ('BAD_RELEASE', 'CANNOT_PARK', 'UNREADABLE_BATCH')`,
      [this.clusterId],
    );
  }

  /** Paused partitions. */
  async paused(): Promise<{ topic: string; partition: number; reason: PauseReason; since: Date }[]> {
    const { rows } = await this.database.query<{
      topic: string;
      partition: number;
      reason: PauseReason;
      since: Date;
    }>(
      `select topic, partition, pause_reason as reason, paused_at as since from consumer_position
       where cluster_id = $1 and pause_reason is not null order by topic, partition`,
      [this.clusterId],
    );
    return rows;
  }
}

function toPosition(row: PositionRow): StoredPosition {
  const offset = BigInt(row.next_offset);
  return {
    topic: row.topic,
    partition: row.partition,
    nextOffset: offset === EARLIEST ? undefined : offset,
    pausedFor: row.pause_reason,
  };
}
