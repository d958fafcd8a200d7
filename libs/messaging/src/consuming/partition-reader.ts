import { machines, TOPICS, UUID, type TopicName } from '@redress/contracts';
import type { Logger, Metrics } from '@redress/observability';
import { HEADER } from '@redress/outbox';
import { GroupCommit, isInfrastructureError, type Database, type Transaction } from '@redress/persistence';
import { setTimeout as delay } from 'node:timers/promises';
import { describeFailure, PausePartition, PositionLost, signatureOf, Unprocessable } from './consumer-errors';
import { blockingKeyOf, encodeRecord, headerText, type RawRecord } from './log-record';
import { reasonOf } from '../parking/parking';
import type { RecordDelivery } from './record-delivery';
import { CannotPark, type RecordSealing } from '../parking/record-sealing';
import type { NewParkedEvent, SqlParkedEvents } from '../parking/sql-parked-events';
import type { PauseReason, SqlPositions } from './sql-positions';

const EVENT_TYPE = /^redress(?:\.[a-z0-9-]{1,60}){3}$/;

export interface PartitionReaderOptions {
  readonly database: Database;
  readonly positions: SqlPositions;
  readonly parked: SqlParkedEvents;
  readonly delivery: RecordDelivery;
  readonly sealing: RecordSealing;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** More than this many complaints newly parked within the window for one cause are a bad release. */
  readonly parkLimit: { readonly complaints: number; readonly windowMs: number };
  /** Transactions of consumers at once. */
  readonly transactions: number;
  /** Records of one transaction at most, unless a chunk is larger. */
  readonly transactionSize: number;
}

/** The partition is paused until an operator or a restart lets it continue. */
export class StandStill extends Error {
  constructor(
    readonly reason: PauseReason,
    message: string,
  ) {
    super(message);
    this.name = 'StandStill';
  }
}

/** Waits between the tries of an event that failed for an unknown cause; what heals does so in milliseconds. */
const RETRY_PAUSES_MS = [10, 50, 200];

/** A piece of a partition: all offsets from `from` up to, not including, `to`, of which `records` concern the service. */
export interface Chunk {
  readonly topic: TopicName;
  readonly partition: number;
  readonly from: bigint;
  readonly to: bigint;
  readonly records: readonly RawRecord[];
}

interface Taking {
  readonly chunk: Chunk;
  readonly onAdvance: (to: bigint) => void;
}

/**
 * Takes chunks of partitions: position, inbox, custody, effects and outbox in one transaction. Chunks that wait at
 * the same time share a transaction, because most of what a transaction costs does not depend on its records.
 * When that fails each chunk is taken alone, and when a chunk fails it is halved until the failing event stands alone;
 * that event is parked with its complaint, and all others go on.
 */
export class PartitionReader {
  private readonly parkedTotal;
  private readonly groups: GroupCommit<Taking, void>;

  constructor(private readonly options: PartitionReaderOptions) {
    this.groups = new GroupCommit<Taking, void>({
      lanes: options.transactions,
      maxSize: options.transactionSize,
      sizeOf: ({ chunk }) => chunk.records.length,
      run: (takings) => this.takeTogether(takings),
    });
    this.parkedTotal = options.metrics.counter({
      name: 'consumer_parked_total',
      help: 'Events that were parked',
      labels: ['topic', 'reason'],
    });
  }

  /**
   * Takes a chunk, or as much of it as can be taken.
   * @param onAdvance called after each commit with the new position
   * @throws PositionLost when another member moved the position
   * @throws PausePartition when a consumer asks for it; everything before that event is done
   * @throws StandStill when the partition must wait for an operator
   * @throws an infrastructure error as it came; everything committed so far is done
   */
  take(chunk: Chunk, onAdvance: (to: bigint) => void): Promise<void> {
    return this.groups.do({ chunk, onAdvance });
  }

  private async takeTogether(takings: readonly Taking[]): Promise<void[]> {
    const [first] = takings;
    if (takings.length === 1 && first) return [await this.takeAlone(first.chunk, first.onAdvance)];
    await this.commit(
      takings.map(({ chunk }) => chunk),
      (tx, free) => this.options.delivery.deliver(tx, free),
    );
    return takings.map(({ chunk, onAdvance }) => onAdvance(chunk.to));
  }

  private async takeAlone(chunk: Chunk, onAdvance: (to: bigint) => void): Promise<void> {
    try {
      await this.commit([chunk], (tx, free) => this.options.delivery.deliver(tx, free));
      onAdvance(chunk.to);
    } catch (error) {
      if (error instanceof PositionLost || isInfrastructureError(error)) throw error;
      if (chunk.records.length > 1) {
        for (const half of halves(chunk)) await this.takeAlone(half, onAdvance);
      } else {
        await this.takeFailing(chunk, error, onAdvance);
      }
    }
  }

  private async takeFailing(chunk: Chunk, firstError: unknown, onAdvance: (to: bigint) => void): Promise<void> {
    let error = firstError;
    for (const pauseMs of RETRY_PAUSES_MS) {
      if (error instanceof PausePartition) throw error;
      if (error instanceof Unprocessable) break;
      await delay(pauseMs);
      try {
        await this.commit([chunk], (tx, free) => this.options.delivery.deliver(tx, free));
        onAdvance(chunk.to);
        return;
      } catch (again) {
        if (again instanceof PositionLost || isInfrastructureError(again)) throw again;
        error = again;
      }
    }
    if (error instanceof PausePartition) throw error;
    await this.park(chunk, error);
    onAdvance(chunk.to);
  }

  /** One transaction: moves the positions, sets aside what waits behind parked events, gives the rest to `work`. */
  private async commit(
    chunks: readonly Chunk[],
    work: (tx: Transaction, free: readonly RawRecord[]) => Promise<void>,
  ): Promise<void> {
    const { database, delivery, positions } = this.options;
    await database.transaction(async (tx) => {
      const advancing = positions.advanceAll(tx, chunks);
      delivery.expect(
        tx,
        chunks.flatMap(({ records }) => records),
      );
      const parkedCounts = await advancing;
      if (parkedCounts === undefined) throw new PositionLost();
      const free: RawRecord[] = [];
      for (const [at, chunk] of chunks.entries()) {
        free.push(...(parkedCounts[at] === 0 ? chunk.records : await this.withoutBlocked(tx, chunk)));
      }
      await work(tx, free);
    });
  }

  private async withoutBlocked(tx: Transaction, { topic, partition, records }: Chunk): Promise<readonly RawRecord[]> {
    const { parked, positions } = this.options;
    const keys = records.map(blockingKeyOf);
    const blocked = await parked.blocked(tx, topic, [...new Set(keys.filter((key) => key !== null))]);
    if (blocked.size === 0) return records;
    const isBlocked = (at: number): boolean => blocked.has(keys[at] ?? '');
    const queued = records.filter((_, at) => isBlocked(at));
    const inserted = await parked.insert(
      tx,
      positions.clusterId,
      machines.parkedEvent.state.QUEUED,
      queued.map((record) => this.toParked(record, 'QUEUED', 'an earlier event of the same key is parked', '')),
    );
    await positions.countParked(tx, topic, partition, inserted);
    return records.filter((_, at) => !isBlocked(at));
  }

  private async park(chunk: Chunk, error: unknown): Promise<void> {
    const { parked, positions, parkLimit, logger } = this.options;
    const record = chunk.records[0];
    if (!record) throw error;
    const reason = reasonOf(error);
    const event = this.parkable(record, error);
    const { signature } = event;
    await this.commit([chunk], async (tx, free) => {
      // Another replica has parked an earlier event of the complaint meanwhile: this one is queued behind it already.
      if (free.length === 0) return;
      const where = { clusterId: positions.clusterId, topic: chunk.topic, partition: chunk.partition };
      if ((await parked.countRecent(tx, signature, parkLimit.windowMs, where)) >= parkLimit.complaints) {
        throw new StandStill('BAD_RELEASE', `more than ${parkLimit.complaints} complaints parked for one cause`);
      }
      const inserted = await parked.insert(tx, positions.clusterId, machines.parkedEvent.state.PARKED, [event]);
      await positions.countParked(tx, chunk.topic, chunk.partition, inserted);
    });
    this.parkedTotal.inc({ topic: chunk.topic, reason });
    const line = {
      topic: chunk.topic,
      partition: chunk.partition,
      offset: record.offset.toString(),
      eventType: event.eventType,
      eventId: event.eventId,
      reason,
      signature,
    };
    if (reason === 'STORY_CONFLICT' || reason === 'STATE_SEQ_GAP') logger.error(line, 'ALARM: a story is broken');
    else logger.error(line, 'an event was parked with its complaint');
  }

  private parkable(record: RawRecord, error: unknown): NewParkedEvent {
    try {
      return this.toParked(record, reasonOf(error), describeFailure(error), signatureOf(error));
    } catch (cannot) {
      if (!(cannot instanceof CannotPark)) throw cannot;
      if (TOPICS[record.topic].cleanup !== 'compact') throw new StandStill('CANNOT_PARK', describeFailure(error));
      return this.withoutContent(record, error);
    }
  }

  /**
   * Of a document whose content may not be kept here only its place is. The next version of it stands for itself, so that
   * nothing waits behind it; and since nothing can be retried, an operator can only skip it.
   */
  private withoutContent({ topic, partition, offset, timestamp }: RawRecord, error: unknown): NewParkedEvent {
    const empty: RawRecord = { topic, partition, offset, timestamp, key: null, value: null, headers: {} };
    return {
      topic,
      partition,
      offset,
      blockingKey: null,
      eventId: null,
      eventType: null,
      record: encodeRecord(empty),
      isSealed: false,
      reason: reasonOf(error),
      error: describeFailure(error),
      signature: signatureOf(error),
    };
  }

  private toParked(
    record: RawRecord,
    reason: NewParkedEvent['reason'],
    error: string,
    signature: string,
  ): NewParkedEvent {
    const { topic, partition, offset } = record;
    return {
      topic,
      partition,
      offset,
      blockingKey: blockingKeyOf(record),
      eventId: ownHeader(record, HEADER.id, UUID),
      eventType: ownHeader(record, HEADER.type, EVENT_TYPE),
      ...this.options.sealing.close(record, encodeRecord(record)),
      reason,
      error,
      signature,
    };
  }
}

/** Headers of foreign publishers, and what none of our services writes, stay inside the record: they may be a name. */
function ownHeader(record: RawRecord, name: string, form: RegExp): string | null {
  if (TOPICS[record.topic].writer === 'publishers') return null;
  const text = headerText(record, name);
  return text !== undefined && form.test(text) ? text : null;
}

function halves(chunk: Chunk): [Chunk, Chunk] {
  const middle = Math.ceil(chunk.records.length / 2);
  const border = (chunk.records[middle] as RawRecord).offset;
  return [
    { ...chunk, to: border, records: chunk.records.slice(0, middle) },
    { ...chunk, from: border, records: chunk.records.slice(middle) },
  ];
}
