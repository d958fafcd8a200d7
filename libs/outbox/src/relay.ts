import { produceSpan, type Logger, type Metrics } from '@redress/observability';
import type { Database } from '@redress/persistence';
import { HEADER } from './envelope';
import { RelayLease } from './relay-lease';
import { RefusedByBroker, type RelayPublisher, type RelayRecord } from './relay-publisher';
import { RelaySignal } from './relay-signal';
import { SqlOutboxRows, type WaitingRow } from './sql-outbox-rows';

export interface OutboxRelayOptions {
  readonly database: Database;
  /** Connects to the broker. A publisher that failed once is closed and never used again. */
  readonly openPublisher: () => Promise<RelayPublisher>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Lease of the right to publish. Default 15,000 ms. */
  readonly leaseMs?: number;
  /** Time for one call of the publisher, its connection included; at most half of `leaseMs`. Default 7,000 ms. */
  readonly sendTimeoutMs?: number;
  /**
   * Pause between two looks into the table when nothing wakes the relay. Every append wakes it, and so does another
   * relay that gives its lease up, so this only finds what a lost signal left, or a lease that has ended. Default 2,000
   * ms.
   */
  readonly pollMs?: number;
  /** The relay looks at most once in this time, however often it is woken. Default 5 ms. */
  readonly wakeEveryMs?: number;
  /** Rows at most in one go. Default 3,000: much of what a send costs is per partition, not per row. */
  readonly batchSize?: number;
  /** A blocked row is tried again after this time. Default 30,000 ms. */
  readonly blockedRetryMs?: number;
}

const MAX_BATCH_BYTES = 8_000_000;
const BLOCKED_AT_ONCE = 100;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;
const DRAIN_MS = 5_000;
/**
 * After a batch the relay lets the next one gather, the longer the more there was to send: under load a few large batches
 * cost a fraction of many small ones, for it and for every reader. What comes alone does not wait.
 */
const GATHER_MS_PER_ROW = 0.25;
const MAX_GATHER_MS = 50;

/** Another relay took the lease while this one worked: that one sends again and deletes. */
class LeaseLost extends Error {}

/** What a pass found: `sent` everything that was there, or as much as one goes with and there may be `more`. */
type Pass = 'more' | 'sent' | 'idle' | 'standby';

/**
 * Publishes the outbox: in the order of commits per key, everything at least once, for ever (architecture, decision 1).
 *
 * One relay of a service works at a time, under a lease; the others stand by. Rows are deleted once the broker has them.
 * After any error the publisher is thrown away and the rows are read anew, so a key continues at its first
 * unacknowledged event. A row that the broker refuses blocks its own key, raises an alarm and is tried again.
 */
export class OutboxRelay {
  private readonly lease: RelayLease;
  private readonly rows: SqlOutboxRows;
  private readonly signal: RelaySignal;
  private readonly sendTimeoutMs: number;
  private readonly pollMs: number;
  private readonly wakeEveryMs: number;
  private readonly batchSize: number;
  private readonly blockedRetryMs: number;
  private readonly published;
  private readonly failures;
  private readonly blockings;
  private readonly passSeconds;
  private publisher: RelayPublisher | undefined;
  private loop: Promise<void> | undefined;
  private stopping = false;
  private woken = false;
  private endWait: (() => void) | undefined;
  private restUntilMs = 0;
  private lastBlockedLookMs = 0;

  constructor(private readonly options: OutboxRelayOptions) {
    const leaseMs = options.leaseMs ?? 15_000;
    this.sendTimeoutMs = options.sendTimeoutMs ?? Math.min(7_000, leaseMs / 2);
    if (this.sendTimeoutMs > leaseMs / 2) {
      throw new RangeError('sendTimeoutMs must be at most half of leaseMs: a send must not outlive its lease');
    }
    this.pollMs = options.pollMs ?? 2_000;
    this.wakeEveryMs = options.wakeEveryMs ?? 5;
    this.batchSize = options.batchSize ?? 3_000;
    this.blockedRetryMs = options.blockedRetryMs ?? 30_000;
    this.lease = new RelayLease(options.database, 'outbox', leaseMs);
    this.rows = new SqlOutboxRows(options.database, this.lease);
    this.signal = new RelaySignal(options.database, this.wakeEveryMs, () => this.wakeHere());
    const { metrics } = options;
    this.published = metrics.counter({
      name: 'outbox_published_total',
      help: 'Events and documents that the broker acknowledged',
      labels: ['topic'],
    });
    this.failures = metrics.counter({ name: 'outbox_failures_total', help: 'Passes of the relay that failed' });
    this.blockings = metrics.counter({
      name: 'outbox_refused_total',
      help: 'Times that the broker refused a row for good',
      labels: ['topic'],
    });
    this.passSeconds = metrics.histogram({
      name: 'outbox_publish_seconds',
      help: 'From reading a batch to deleting it',
    });
    metrics.observedGauge({ name: 'outbox_depth', help: 'Rows that wait to be published' }, () => this.depth());
    metrics.observedGauge(
      { name: 'outbox_age_seconds', help: 'Age of the oldest row' },
      async () => (await this.ageMs()) / 1_000,
    );
    metrics.observedGauge(
      { name: 'outbox_blocked_keys', help: 'Keys that stand still because the broker refuses a row' },
      async () => (await this.rows.backlog()).blockedKeys,
    );
    metrics.observedGauge({ name: 'outbox_leader', help: '1 when this process publishes, 0 when it stands by' }, () =>
      this.lease.epoch === undefined ? 0 : 1,
    );
  }

  /** Starts publishing, or standing by. */
  start(): void {
    if (this.loop) return;
    this.stopping = false;
    this.signal.start();
    this.loop = this.work();
  }

  /** Publishes what is there, for up to five seconds, gives the lease up and ends. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.endWait?.();
    await this.loop;
    this.loop = undefined;
    const until = performance.now() + DRAIN_MS;
    try {
      while (performance.now() < until && (await this.runOnce()));
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the outbox could not be emptied before the end');
    }
    await this.signal.stop();
    await this.publisher?.close();
    this.publisher = undefined;
    if (await this.lease.release().catch(() => false)) await this.signal.sendNow();
  }

  /** Says that something was committed to the outbox, here or elsewhere. Costs nothing; call it after every commit. */
  wake(): void {
    // Only the leaseholder sends. If that is not us, it must hear of it.
    if (this.lease.epoch === undefined) this.signal.send();
    else this.wakeHere();
  }

  /**
   * One pass, for tests and tools: reads, sends and deletes up to a batch.
   * @returns true when there may be more
   * @throws when the broker or the database cannot be reached
   */
  async runOnce(): Promise<boolean> {
    const pass = await this.pass();
    return pass === 'more' || pass === 'sent';
  }

  /** Rows that wait, counted up to a million. */
  async depth(): Promise<number> {
    return (await this.rows.backlog()).depth;
  }

  /** Age of the oldest row, 0 when there is none. */
  async ageMs(): Promise<number> {
    return (await this.rows.backlog()).ageMs;
  }

  private wakeHere(): void {
    this.woken = true;
    this.endWait?.();
  }

  private async work(): Promise<void> {
    let backoffMs = 0;
    while (!this.stopping) {
      let pass: Pass = 'idle';
      try {
        pass = await this.pass();
        backoffMs = 0;
      } catch (error) {
        backoffMs = Math.min(backoffMs === 0 ? FIRST_BACKOFF_MS : backoffMs * 2, MAX_BACKOFF_MS);
        this.failures.inc();
        this.options.logger.warn(
          { err: error, backoffMs },
          'the outbox could not be published, it will be tried again',
        );
      }
      if (backoffMs > 0) await this.wait(backoffMs, false);
      else if (pass !== 'more') await this.wait(this.pollMs, true);
    }
  }

  /** Waits for the time to pass; when `wakeable`, a wake ends it, but not before the rest after the last pass is over. */
  private async wait(ms: number, wakeable: boolean): Promise<void> {
    const sleep = (forMs: number, endable: boolean): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, forMs);
        this.endWait = () => {
          if (!endable && !this.stopping) return;
          clearTimeout(timer);
          resolve();
        };
      });
    if (this.stopping) return;
    if (!(wakeable && this.woken)) await sleep(ms, wakeable);
    const restMs = this.restUntilMs - performance.now();
    if (wakeable && restMs > 0 && !this.stopping) await sleep(restMs, false);
    this.endWait = undefined;
  }

  private async pass(): Promise<Pass> {
    this.woken = false;
    this.restUntilMs = performance.now() + this.wakeEveryMs;
    if (!(await this.lease.hold())) return 'standby';
    const { rows, isWhole } = await this.rows.waiting(this.batchSize, MAX_BATCH_BYTES);
    try {
      if (rows.length > 0) await this.publishAndDelete(rows);
      await this.retryBlocked();
    } catch (error) {
      if (!(error instanceof LeaseLost)) throw error;
      this.options.logger.warn('another relay has taken the outbox over');
      this.lease.lose();
      return 'standby';
    }
    this.restUntilMs = Math.max(
      this.restUntilMs,
      performance.now() + Math.min(rows.length * GATHER_MS_PER_ROW, MAX_GATHER_MS),
    );
    return isWhole ? (rows.length > 0 ? 'sent' : 'idle') : 'more';
  }

  private async publishAndDelete(rows: readonly WaitingRow[]): Promise<void> {
    const end = this.passSeconds.startTimer();
    try {
      await this.publish(rows);
    } catch (error) {
      if (!(error instanceof RefusedByBroker)) throw error;
      await this.narrow(rows, error);
      return;
    }
    await this.delete(rows);
    end();
  }

  /** Some of these rows are refused: halves them by keys until they stand alone, so that all others are published. */
  private async narrow(rows: readonly WaitingRow[], error: RefusedByBroker): Promise<void> {
    if (!(await this.lease.hold())) throw new LeaseLost();
    const first = rows[0];
    if (!first) return;
    if (rows.length === 1) return this.block(first, error);
    const keys = byKey(rows);
    if (keys.length === 1) {
      // One key: its rows go one by one, and after the refused one nothing of it goes.
      for (const row of rows) if (!(await this.publishedAlone(row))) return;
      return;
    }
    const half = Math.ceil(keys.length / 2);
    await this.publishAndDelete(keys.slice(0, half).flat());
    await this.publishAndDelete(keys.slice(half).flat());
  }

  private async publishedAlone(row: WaitingRow): Promise<boolean> {
    if (!(await this.lease.hold())) throw new LeaseLost();
    try {
      await this.publish([row]);
    } catch (error) {
      if (!(error instanceof RefusedByBroker)) throw error;
      await this.block(row, error);
      return false;
    }
    await this.delete([row]);
    return true;
  }

  private async block(row: WaitingRow, error: RefusedByBroker): Promise<void> {
    if (!(await this.rows.block(row, error.message))) throw new LeaseLost();
    this.blockings.inc({ topic: row.topic });
    this.options.logger.error(
      { topic: row.topic, key: row.key, outboxId: row.id, reason: error.message },
      'ALARM: the broker refuses an event; its key stands still until it is taken',
    );
  }

  private async retryBlocked(): Promise<void> {
    if (performance.now() - this.lastBlockedLookMs < this.blockedRetryMs) return;
    this.lastBlockedLookMs = performance.now();
    for (const row of await this.rows.blocked(this.blockedRetryMs, BLOCKED_AT_ONCE)) await this.publishedAlone(row);
  }

  private async delete(rows: readonly WaitingRow[]): Promise<void> {
    if (!(await this.rows.delete(rows))) throw new LeaseLost();
    for (const row of rows) this.published.inc({ topic: row.topic });
  }

  private async publish(rows: readonly WaitingRow[]): Promise<void> {
    const records = rows.map(toRecord);
    const attempt = { abandoned: false };
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`The broker did not acknowledge within ${this.sendTimeoutMs} ms`)),
        this.sendTimeoutMs,
      );
    });
    try {
      await Promise.race([this.send(records, attempt), tooLate]);
    } catch (error) {
      // A publisher that has failed may acknowledge records that are not in the log, so it never sends again.
      const publisher = this.publisher;
      this.publisher = undefined;
      void publisher?.close();
      throw error;
    } finally {
      attempt.abandoned = true;
      clearTimeout(timer);
    }
  }

  private async send(records: readonly RelayRecord[], attempt: { readonly abandoned: boolean }): Promise<void> {
    if (!this.publisher) {
      const publisher = await this.options.openPublisher();
      if (attempt.abandoned) return publisher.close();
      this.publisher = publisher;
    }
    await this.publisher.publish(records);
  }
}

function byKey(rows: readonly WaitingRow[]): WaitingRow[][] {
  const groups = new Map<string, WaitingRow[]>();
  for (const row of rows) {
    const group = groups.get(`${row.topic}\n${row.key}`);
    if (group) group.push(row);
    else groups.set(`${row.topic}\n${row.key}`, [row]);
  }
  return [...groups.values()];
}

function toRecord(row: WaitingRow): RelayRecord {
  const headers = JSON.parse(row.headers) as Record<string, string>;
  const traceparent = produceSpan(headers[HEADER.traceparent], `publish ${row.topic}`, {
    'messaging.destination.name': row.topic,
    'messaging.message.id': headers[HEADER.id] ?? '',
  });
  if (traceparent) headers[HEADER.traceparent] = traceparent;
  return { topic: row.topic, key: row.key, headers, value: row.value };
}
