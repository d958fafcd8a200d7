import { machines } from '@redress/contracts';
import { isInfrastructureError, type Database } from '@redress/persistence';
import type { Logger } from '@redress/observability';
import { BadRecord, describeFailure, signatureOf, Unprocessable, type ParkReason } from '../consuming/consumer-errors';
import { decodeRecord } from '../consuming/log-record';
import type { RecordDelivery } from '../consuming/record-delivery';
import type { RecordSealing } from './record-sealing';
import type { ListedStatus, SqlParkedEvents, ParkedEvent, StoredRecord } from './sql-parked-events';
import type { PauseReason, SqlPositions } from '../consuming/sql-positions';

const { PARKED, QUEUED, SKIPPED } = machines.parkedEvent.state;

/** There is no such parked event (HTTP 404). */
export class UnknownParkedEvent extends Error {
  constructor(readonly id: string) {
    super(`There is no parked event ${id}`);
    this.name = 'UnknownParkedEvent';
  }
}

/** The event cannot be retried or skipped now (HTTP 409). */
export class NotParked extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotParked';
  }
}

/** What came of a retry. */
export interface RetryResult {
  /** Events that were handled (and, first, skipped). */
  readonly done: number;
  /** Events of the same complaint that still wait. */
  readonly left: number;
  /** The event at which it stopped. */
  readonly stoppedAt?: { readonly id: string; readonly reason: ParkReason; readonly error: string };
}

/** A parked event in full. Values of restricted topics are withheld. */
export interface ParkedEventDetails {
  readonly event: ParkedEvent;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string | null | undefined;
  /** What waits for the same complaint, this event included. */
  readonly queue: readonly ParkedEvent[];
}

export interface ParkingOptions {
  readonly database: Database;
  readonly parked: SqlParkedEvents;
  readonly positions: () => SqlPositions;
  readonly delivery: RecordDelivery;
  readonly sealing: RecordSealing;
  readonly logger: Logger;
}

/**
 * Events that are set aside, for operators: shown, retried, skipped (architecture, decision 3). It works while the
 * consumers run, in any replica.
 */
export class Parking {
  constructor(private readonly options: ParkingOptions) {}

  /**
   * A page of parked (or skipped) events, newest first.
   * @param wish `before`: id of the last event of the page before
   */
  list(
    wish: {
      readonly status?: ListedStatus;
      readonly signature?: string;
      readonly before?: string;
      readonly limit?: number;
    } = {},
  ): Promise<(ParkedEvent & { readonly queued: number })[]> {
    const { status = PARKED, signature, before, limit = 50 } = wish;
    return this.options.parked.page({ status, signature, before, limit });
  }

  /** @throws UnknownParkedEvent */
  async show(id: string): Promise<ParkedEventDetails> {
    const stored = await this.options.parked.read(id);
    if (!stored) throw new UnknownParkedEvent(id);
    const { record, isSealed, ...event } = stored;
    const queue =
      event.blockingKey === null ? [event] : await this.options.parked.queueOf(event.topic, event.blockingKey);
    if (isSealed) return { event, headers: {}, value: undefined, queue };
    const decoded = decodeRecord(event.topic, event.partition, event.offset, record);
    const headers = Object.entries(decoded.headers).map(([name, value]) => [name, value.toString('utf8')]);
    return { event, headers: Object.fromEntries(headers), value: decoded.value?.toString('utf8') ?? null, queue };
  }

  /**
   * Tries a parked event again and, when it succeeds, what waits behind it, in order, each in its own transaction. Stops
   * at the first failure.
   * @throws UnknownParkedEvent
   * @throws NotParked when the event waits behind another one or was skipped
   */
  async retry(id: string): Promise<RetryResult> {
    return this.drain(await this.headOf(id), 0);
  }

  /** Tries all parked events of one cause again. */
  async retrySignature(signature: string): Promise<{ readonly retried: number; readonly done: number }> {
    const ids = await this.options.parked.withSignature(signature);
    let done = 0;
    for (const id of ids) {
      // Meanwhile another operator may have retried it.
      const event = await this.options.parked.find(id);
      if (event?.status === PARKED) done += (await this.drain(event, 0)).done;
    }
    return { retried: ids.length, done };
  }

  /**
   * Gives a parked event up for good and goes on with what waits behind it. Custody follows the event all the same; it is
   * kept, with who skipped it and why.
   * @throws UnknownParkedEvent
   * @throws NotParked
   */
  async skip(id: string, reason: string, by: string): Promise<RetryResult> {
    const head = await this.headOf(id);
    const { database, parked, delivery, logger } = this.options;
    await database.transaction(async (tx) => {
      await this.options.positions().lock(tx, head.topic, head.partition);
      const stored = await parked.take(tx, id);
      if (!stored) throw new NotParked(`Event ${id} has been retried or skipped meanwhile`);
      await delivery.followOnly(tx, this.recordOf(stored)).catch((error: unknown) => {
        // Headers that cannot be read cannot be followed either.
        if (!(error instanceof BadRecord)) throw error;
      });
      await parked.skip(tx, id, reason, by);
      await this.options.positions().countParked(tx, head.topic, head.partition, -1);
    });
    logger.warn({ parkedEventId: id, topic: head.topic, eventType: head.eventType, by }, 'a parked event was skipped');
    return head.blockingKey === null ? { done: 1, left: 0 } : this.drain(head, 1);
  }

  /** Paused partitions, on all replicas. */
  pausedPartitions(): Promise<{ topic: string; partition: number; reason: PauseReason; since: Date }[]> {
    return this.options.positions().paused();
  }

  /**
   * Lets a partition go on, within a second, on whichever replica reads it. After a gap it goes on at the earliest record
   * that is left: what lies before is lost for this service.
   * @returns false when it is not paused
   */
  resumePartition(topic: string, partition: number): Promise<boolean> {
    return this.options.positions().resume(topic, partition);
  }

  private async headOf(id: string): Promise<ParkedEvent> {
    const event = await this.options.parked.find(id);
    if (!event) throw new UnknownParkedEvent(id);
    if (event.status === QUEUED) throw new NotParked(`Event ${id} waits behind an earlier one of ${event.blockingKey}`);
    if (event.status === SKIPPED) throw new NotParked(`Event ${id} was skipped by ${event.skipped?.by}`);
    return event;
  }

  private async drain(head: ParkedEvent, alreadyDone: number): Promise<RetryResult> {
    const { parked } = this.options;
    let done = alreadyDone;
    for (;;) {
      const queue =
        head.blockingKey === null
          ? [await parked.find(head.id)].filter((event) => event?.status === PARKED)
          : await parked.queueOf(head.topic, head.blockingKey);
      const next = queue[0];
      if (!next) return { done, left: 0 };
      try {
        if (await this.handle(next)) done += 1;
      } catch (error) {
        if (isInfrastructureError(error)) throw error;
        const failure = { reason: reasonOf(error), error: describeFailure(error), signature: signatureOf(error) };
        await parked.failedAgain(next.id, failure);
        return { done, left: queue.length, stoppedAt: { id: next.id, reason: failure.reason, error: failure.error } };
      }
    }
  }

  /** False when another caller has handled or skipped it meanwhile. */
  private handle(event: ParkedEvent): Promise<boolean> {
    const { database, parked, delivery } = this.options;
    return database.transaction(async (tx) => {
      // While it is locked the consumer reads nothing of the partition, so nothing can come between two queued events.
      await this.options.positions().lock(tx, event.topic, event.partition);
      const stored = await parked.take(tx, event.id);
      if (!stored) return false;
      const record = this.recordOf(stored);
      if (delivery.concerns(record)) await delivery.deliver(tx, [record]);
      await parked.delete(tx, event.id);
      await this.options.positions().countParked(tx, event.topic, event.partition, -1);
      return true;
    });
  }

  private recordOf(stored: StoredRecord): ReturnType<typeof decodeRecord> {
    return decodeRecord(stored.topic, stored.partition, stored.offset, this.options.sealing.open(stored, stored));
  }
}

/** The reason under which a failure is parked. */
export function reasonOf(error: unknown): ParkReason {
  if (error instanceof BadRecord) return error.reason;
  return error instanceof Unprocessable ? 'UNPROCESSABLE' : 'FAILED';
}
