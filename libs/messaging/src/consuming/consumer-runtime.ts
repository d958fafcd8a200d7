import { TOPICS, type ServiceName, type TopicName } from '@redress/contracts';
import type { CheckResult, Logger, Metrics } from '@redress/observability';
import { isInfrastructureError, type Database } from '@redress/persistence';
import type { Admin, Consumer, ConsumerGroupJoinEvent, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { setTimeout as delay } from 'node:timers/promises';
import { PausePartition, PositionLost } from './consumer-errors';
import { restMs } from './fetch-pace';
import type { Inbox } from './inbox';
import { clusterIdOf } from '../client/cluster-id';
import type { KafkaConnection } from '../client/kafka';
import { toRawRecord } from './log-record';
import { PartitionReader, StandStill, type PartitionReaderOptions } from './partition-reader';
import { STORY_TOPIC, type RecordDelivery } from './record-delivery';
import { SqlPositions, type PauseReason, type StoredPosition } from './sql-positions';
import type { Subscriptions } from './subscriptions';
import { unreadableBatchOf, type UnreadableBatch } from '../client/unreadable-batch';

export interface ConsumerRuntimeOptions extends Omit<
  PartitionReaderOptions,
  'positions' | 'transactions' | 'transactionSize'
> {
  readonly service: ServiceName;
  readonly kafka: KafkaConnection;
  readonly database: Database;
  readonly subscriptions: Subscriptions;
  readonly delivery: RecordDelivery;
  readonly inbox: Inbox;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Called when the client has ended for good; the process should exit and be started again. */
  readonly onFatal: (reason: Error) => void;
  /** Records at most in one transaction. Default 500. */
  readonly chunkSize?: number;
  /** Transactions at the same time. Default 3. */
  readonly concurrency?: number;
  /** A member that is silent for longer loses its partitions. Default 10,000 ms. */
  readonly sessionTimeoutMs?: number;
}

/** What a member knows of a partition that it reads. */
interface OwnPartition {
  readonly topic: TopicName;
  readonly partition: number;
  /** Next offset to be fetched: `stored`, or later when only control records lie between. */
  next: bigint;
  /** Next offset according to the database. */
  stored: bigint;
  /** The position has been read and sought. */
  isLoaded: boolean;
  isBusy: boolean;
  /** Why it is paused; absent while it runs. */
  held?: string;
  timer?: NodeJS.Timeout | undefined;
  infrastructureFailures: number;
}

const CHUNK_SIZE = 500;
/** All that a fetch brings is offered at once, so that its chunks can share a transaction. */
const PARTITIONS_AT_ONCE = 64;
const HEARTBEAT_MS = 1_000;
const FETCH_WAIT_MS = 500;
/**
 * How often topics are read that no consumer waits for. Until the end of a partition is reached it goes on without a
 * rest.
 */
const UNHURRIED_PACE_MS = 5_000;
/** A process that is busier than this lets them wait, but not for ever. */
const TOO_BUSY = 0.8;
const MOST_PACES_LEFT_OUT = 12;
const RETRY_PAUSED_MS = 1_000;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;
const RESTART_MS = 1_000;
const POSITION_CHECK_MS = 5_000;
const GROUP_OFFSETS_MS = 15_000;
const INBOX_MAINTENANCE_MS = 3_600_000;
const ALIVE_MS = 30_000;

/**
 * Reads the topics of a service as one member of its consumer group. The position is the database's, not Kafka's: on
 * assignment it is read and sought, in every transaction it moves by compare-and-set, and when it is not where this member
 * believes, the member gives way (architecture, decision 2).
 *
 * No error reaches the client library: some of them would end the consumer for good while the process lives.
 */
export class ConsumerRuntime {
  private readonly own = new Map<string, OwnPartition>();
  /** Partitions of unhurried topics that were read to their end, until it is time to read on. */
  private readonly resting = new Set<OwnPartition>();
  private readonly lag;
  private readonly batchSize;
  private readonly pausedPartitions;
  private readonly unreadableBatches;
  private readonly reasons = new Set<string>();
  private reader: PartitionReader | undefined;
  private storedPositions: SqlPositions | undefined;
  private admin: Admin | undefined;
  private consumer: Consumer | undefined;
  private timers: NodeJS.Timeout[] = [];
  private restart: NodeJS.Timeout | undefined;
  private epoch = 0;
  private isJoined = false;
  private isStopping = false;
  private lastSeenMs = 0;
  private offsetsToCommit = new Map<string, bigint>();
  private fetchedAtMs = 0;
  private hasFetchedNews = false;
  private isBehind = false;
  private loopAtLastPace = performance.eventLoopUtilization();
  private pacesLeftOut = 0;

  constructor(private readonly options: ConsumerRuntimeOptions) {
    const { metrics, parked } = options;
    this.lag = metrics.gauge({
      name: 'consumer_lag',
      help: 'Records behind the end of the partition, as of the last batch',
      labels: ['topic', 'partition'],
    });
    this.batchSize = metrics.histogram({
      name: 'consumer_batch_records',
      help: 'Records in one batch as fetched',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500],
    });
    this.pausedPartitions = metrics.gauge({
      name: 'consumer_paused_partitions',
      help: 'Partitions of this member that stand still, by reason',
      labels: ['reason'],
    });
    this.unreadableBatches = metrics.counter({
      name: 'consumer_unreadable_batches_total',
      help: 'Batches that could not be read, each time one was fetched',
      labels: ['topic', 'reason'],
    });
    metrics.observedGauge(
      { name: 'consumer_parked', help: 'Events that are parked and wait for an operator' },
      async () => (await parked.counts()).parked,
    );
    metrics.observedGauge(
      { name: 'consumer_queued', help: 'Events that wait behind parked ones' },
      async () => (await parked.counts()).queued,
    );
  }

  /** The consumer group of the service, on the broker. */
  get groupId(): string {
    return `${this.options.kafka.topicPrefix}redress-${this.options.service}`;
  }

  /** Topics that the service reads: those of its consumers and the story, whose custody everybody follows. */
  get topics(): TopicName[] {
    return [...new Set<TopicName>([STORY_TOPIC, ...this.options.subscriptions.topics])];
  }

  /** Those of {@link topics} whose records a consumer waits for. */
  get promptTopics(): TopicName[] {
    return this.topics.filter((topic) => !this.options.subscriptions.isUnhurried(topic));
  }

  /** The stored positions. Throws before {@link start}. */
  get positions(): SqlPositions {
    if (!this.storedPositions) throw new Error('The consumers are not started');
    return this.storedPositions;
  }

  /** The configuration under which {@link start} expects its consumer to be made. */
  get consumerConfig() {
    const sessionTimeout = this.options.sessionTimeoutMs ?? 10_000;
    return {
      groupId: this.groupId,
      sessionTimeout,
      rebalanceTimeout: Math.max(sessionTimeout, 15_000),
      heartbeatInterval: Math.min(HEARTBEAT_MS, sessionTimeout / 4),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 3_000, factor: 0.2, multiplier: 2, retries: 8 },
    };
  }

  /**
   * Joins the group and starts to read. Resolves when the client runs, which is before the first assignment.
   * @throws when the broker or the database cannot be reached
   */
  async start(consumer: Consumer): Promise<void> {
    this.consumer = consumer;
    this.isStopping = false;
    this.admin = this.options.kafka.client.admin();
    await this.admin.connect();
    const clusterId = await clusterIdOf(this.admin);
    this.storedPositions = new SqlPositions(this.options.database, clusterId);
    this.reader = new PartitionReader({
      ...this.options,
      positions: this.storedPositions,
      transactions: this.options.concurrency ?? 3,
      transactionSize: this.options.chunkSize ?? CHUNK_SIZE,
    });
    await this.storedPositions.resumeAfterRestart();
    await this.maintainInbox();
    this.watch(consumer);
    await consumer.subscribe({
      topics: this.topics.map((topic) => this.options.kafka.topicOnBroker(topic)),
      fromBeginning: true,
    });
    await this.run(consumer);
    this.every(UNHURRIED_PACE_MS, () => Promise.resolve(this.readOn()));
    this.every(POSITION_CHECK_MS, () => this.checkPositions());
    this.every(GROUP_OFFSETS_MS, () => this.commitGroupOffsets());
    this.every(INBOX_MAINTENANCE_MS, () => this.maintainInbox());
  }

  /** Finishes the transaction at hand, leaves the group and disconnects. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.forget();
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    clearTimeout(this.restart);
    await this.consumer?.disconnect();
    await this.admin?.disconnect();
    this.consumer = undefined;
    this.admin = undefined;
  }

  /**
   * Ready: the group is joined, positions are read and sought, the client has been heard of lately. The detail names the
   * paused partitions.
   */
  health(): CheckResult {
    const paused = [...this.own.values()].filter((part) => part.held !== undefined && part.isLoaded);
    const detail = paused.map((part) => `${part.topic}/${part.partition}: ${part.held}`).join(', ');
    if (!this.isJoined) return { ok: false, detail: 'not in the consumer group' };
    if ([...this.own.values()].some((part) => !part.isLoaded)) return { ok: false, detail: 'positions are being read' };
    if (performance.now() - this.lastSeenMs > ALIVE_MS) return { ok: false, detail: 'the consumer is silent' };
    return detail ? { ok: true, detail: `standing still: ${detail}` } : { ok: true };
  }

  /** The ends of a topic's partitions now: partition to the offset that the next record gets. */
  async endOffsets(topic: TopicName): Promise<ReadonlyMap<number, bigint>> {
    const ends = await this.requireAdmin().fetchTopicOffsets(this.options.kafka.topicOnBroker(topic));
    return new Map(ends.map(({ partition, high }) => [partition, BigInt(high)]));
  }

  /**
   * Whether the service, all replicas together, has read a topic up to these ends. With ends sampled by
   * {@link endOffsets} it answers "was everything seen that was written before?".
   */
  async hasRead(topic: TopicName, ends: ReadonlyMap<number, bigint>): Promise<boolean> {
    const positions = await this.positions.ofTopic(topic);
    return [...ends].every(([partition, end]) => end === 0n || (positions.get(partition) ?? -1n) >= end);
  }

  /**
   * Records that the service, all replicas together, has still to read; 0 when it has seen everything that a consumer
   * waits for.
   */
  async behind(): Promise<number> {
    const counts = await Promise.all(this.promptTopics.map((topic) => this.behindOn(topic)));
    return Number(counts.reduce((sum, count) => sum + count, 0n));
  }

  private async behindOn(topic: TopicName): Promise<bigint> {
    const [positions, bounds] = await Promise.all([
      this.positions.ofTopic(topic),
      this.requireAdmin().fetchTopicOffsets(this.options.kafka.topicOnBroker(topic)),
    ]);
    let records = 0n;
    for (const { partition, low, high } of bounds) {
      const stored = positions.get(partition) ?? BigInt(low);
      const read = this.own.get(idOf(topic, partition))?.next ?? stored;
      const next = read > stored ? read : stored;
      if (BigInt(high) > next) records += BigInt(high) - next;
    }
    return records;
  }

  private run(consumer: Consumer): Promise<void> {
    return consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  /**
   * The client has given up, but only because of the broker: this process goes on answering requests meanwhile, and what
   * they commit waits in the outbox.
   */
  private runAgain(consumer: Consumer): void {
    this.restart = setTimeout(() => {
      this.run(consumer).catch((error: unknown) => {
        this.options.logger.warn({ err: error }, 'the consumer could not be started again, it will be tried again');
        if (!this.isStopping) this.runAgain(consumer);
      });
    }, RESTART_MS);
  }

  private watch(consumer: Consumer): void {
    const { events } = consumer;
    const seen = (): void => {
      this.lastSeenMs = performance.now();
    };
    consumer.on(events.GROUP_JOIN, (event) => this.assigned(event));
    // After its coordinator was away, the client may find itself still a member and go on without joining again.
    consumer.on(events.HEARTBEAT, () => {
      this.isJoined = true;
    });
    consumer.on(events.FETCH, () => {
      seen();
      this.fetchedAtMs = performance.now();
      this.hasFetchedNews = false;
      this.isBehind = false;
    });
    consumer.on(events.END_BATCH_PROCESS, ({ payload }) => {
      seen();
      const part = this.own.get(idOf(this.options.kafka.declaredTopic(payload.topic), payload.partition));
      // Control records end up in no batch, and no position is stored for them; yet they are read.
      if (part?.isLoaded && payload.batchSize === 0) part.next = BigInt(payload.lastOffset) + 1n;
    });
    for (const left of [events.REBALANCING, events.STOP, events.DISCONNECT]) {
      consumer.on(left, () => {
        this.isJoined = false;
      });
    }
    consumer.on(events.CRASH, ({ payload }) => {
      this.isJoined = false;
      this.forget();
      if (payload.restart) {
        this.options.logger.warn({ err: payload.error }, 'the consumer starts again');
      } else if (this.isStopping) {
        return;
      } else if (isOfBroker(payload.error)) {
        this.options.logger.warn({ err: payload.error }, 'the consumer has given up and is started again');
        this.runAgain(consumer);
      } else {
        this.options.logger.fatal({ err: payload.error }, 'ALARM: the consumer has ended for good');
        this.options.onFatal(payload.error);
      }
    });
  }

  private forget(): void {
    this.epoch += 1;
    for (const part of this.own.values()) clearTimeout(part.timer);
    this.own.clear();
    this.resting.clear();
    this.countPaused();
  }

  /** Pauses what is assigned before the first fetch, then reads positions, seeks and resumes. */
  private assigned({ payload }: ConsumerGroupJoinEvent): void {
    this.forget();
    this.isJoined = true;
    this.lastSeenMs = performance.now();
    const parts: OwnPartition[] = [];
    for (const [topicOnBroker, partitions] of Object.entries(payload.memberAssignment)) {
      const topic = this.options.kafka.declaredTopic(topicOnBroker) as TopicName;
      for (const partition of partitions) {
        const part = {
          topic,
          partition,
          next: -1n,
          stored: -1n,
          isLoaded: false,
          isBusy: false,
          held: 'LOADING',
          infrastructureFailures: 0,
        };
        this.own.set(idOf(topic, partition), part);
        parts.push(part);
      }
    }
    this.consumer?.pause(parts.map((part) => this.onBroker(part)));
    void this.load(parts, this.epoch);
  }

  private async load(parts: readonly OwnPartition[], epoch: number): Promise<void> {
    if (parts.length === 0) return;
    try {
      const positions = await this.positionsOf(parts);
      if (epoch !== this.epoch) return;
      for (const part of parts) this.release(part, positions.get(idOf(part.topic, part.partition)), epoch);
    } catch (error) {
      if (epoch !== this.epoch) return;
      this.options.logger.warn({ err: error }, 'positions could not be read, it will be tried again');
      for (const part of parts) this.hold(part, 'POSITIONS', RETRY_PAUSED_MS, epoch);
    }
  }

  /** The stored positions, created where there is none, with a reason to pause where the log does not fit. */
  private async positionsOf(parts: readonly OwnPartition[]): Promise<ReadonlyMap<string, StoredPosition>> {
    const stored = new Map(
      (await this.positions.load(parts)).map((found) => [idOf(found.topic, found.partition), found]),
    );
    for (const topic of new Set(parts.map((part) => part.topic))) {
      const bounds = await this.requireAdmin().fetchTopicOffsets(this.options.kafka.topicOnBroker(topic));
      for (const { partition, low, high } of bounds) {
        const part = parts.find((candidate) => candidate.topic === topic && candidate.partition === partition);
        if (!part) continue;
        const found = stored.get(idOf(topic, partition));
        if (found?.nextOffset === undefined) {
          await this.positions.begin(topic, partition, BigInt(low));
        } else if (found.pausedFor === null) {
          const misfit = misfitOf(found.nextOffset, BigInt(low), BigInt(high));
          if (misfit) await this.standStill(part, misfit, `position ${found.nextOffset}, log ${low} to ${high}`);
        }
      }
    }
    return new Map((await this.positions.load(parts)).map((found) => [idOf(found.topic, found.partition), found]));
  }

  private release(part: OwnPartition, position: StoredPosition | undefined, epoch: number): void {
    if (position?.nextOffset === undefined) return this.hold(part, 'POSITIONS', RETRY_PAUSED_MS, epoch);
    part.stored = position.nextOffset;
    part.next = position.nextOffset;
    part.isLoaded = true;
    const { topic } = this.onBroker(part);
    this.consumer?.seek({ topic, partition: part.partition, offset: part.next.toString() });
    if (position.pausedFor !== null) return this.hold(part, position.pausedFor, RETRY_PAUSED_MS, epoch);
    delete part.held;
    this.countPaused();
    this.consumer?.resume([this.onBroker(part)]);
  }

  /**
   * Pauses a partition; after `forMs` its position is read again, and it continues there unless it must stay paused.
   */
  private hold(part: OwnPartition, reason: string, forMs: number, epoch: number): void {
    if (epoch !== this.epoch) return;
    part.held = reason;
    this.countPaused();
    this.consumer?.pause([this.onBroker(part)]);
    clearTimeout(part.timer);
    part.timer = setTimeout(() => void this.load([part], epoch), forMs);
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const epoch = this.epoch;
    const part = this.own.get(idOf(this.options.kafka.declaredTopic(batch.topic), batch.partition));
    if (!part?.isLoaded || part.held !== undefined || payload.isStale()) return;
    let isMember = true;
    const beat = setInterval(() => {
      payload.heartbeat().catch(() => {
        isMember = false;
      });
    }, this.consumerConfig.heartbeatInterval);
    part.isBusy = true;
    try {
      const goesOn = (): boolean => isMember && epoch === this.epoch && payload.isRunning() && !payload.isStale();
      await this.takeBatch(part, payload, goesOn);
      part.infrastructureFailures = 0;
      await this.keepPace();
    } catch (error) {
      this.failed(part, error, epoch);
    } finally {
      part.isBusy = false;
      clearInterval(beat);
    }
  }

  private async keepPace(): Promise<void> {
    const { hasFetchedNews: hasNews, isBehind } = this;
    const forMs = restMs({ elapsedMs: performance.now() - this.fetchedAtMs, hasNews, isBehind });
    if (!this.isStopping && forMs > 0) await delay(forMs);
  }

  private async takeBatch(part: OwnPartition, payload: EachBatchPayload, goesOn: () => boolean): Promise<void> {
    const { batch } = payload;
    // Missing in the types of the library. Not `firstOffset`: offsets have holes.
    const { fetchedOffset } = batch as typeof batch & { readonly fetchedOffset: string };
    // Fetched from elsewhere: the client jumped, because the log does not reach back to the position or not up to it.
    if (BigInt(fetchedOffset) !== part.next) throw new PositionLost();
    this.batchSize.observe(batch.messages.length);
    const left = BigInt(batch.highWatermark) - BigInt(batch.lastOffset()) - 1n;
    this.isBehind ||= left > BigInt(batch.messages.length);
    const size = this.options.chunkSize ?? CHUNK_SIZE;
    const { readable, obstacle } = this.untilObstacle(part, batch.messages);
    for (let at = 0; at < readable.length; at += size) {
      if (!goesOn()) return;
      const messages = readable.slice(at, at + size);
      const isLast = at + size >= readable.length && !obstacle;
      const last = isLast ? batch.lastOffset() : (messages[messages.length - 1]?.offset ?? batch.lastOffset());
      const records = messages
        .map((message) => toRawRecord(part.topic, part.partition, message))
        .filter((record) => this.options.delivery.concerns(record));
      this.hasFetchedNews ||= records.some((record) => this.options.delivery.isNews(record));
      const { topic, partition } = part;
      const chunk = { topic, partition, from: part.stored, to: BigInt(last) + 1n, records };
      await (this.reader as PartitionReader).take(chunk, (to) => {
        part.stored = to;
        part.next = to;
        this.offsetsToCommit.set(idOf(topic, partition), to);
        payload.resolveOffset((to - 1n).toString());
      });
    }
    if (obstacle && goesOn()) throw new StandStill('UNREADABLE_BATCH', wordsOf(obstacle));
    const behind = BigInt(batch.highWatermark) - part.next;
    this.lag.set({ topic: part.topic, partition: String(part.partition) }, Number(behind < 0n ? 0n : behind));
    if (behind <= 0n && this.options.subscriptions.isUnhurried(part.topic)) {
      this.resting.add(part);
      this.consumer?.pause([this.onBroker(part)]);
    }
  }

  /**
   * What can be taken of a fetch. A batch that cannot be read stands in the way of our own topics, where nothing may be lost;
   * on those of publishers its marker is given to the consumer like a record, which answers it.
   */
  private untilObstacle(
    part: OwnPartition,
    messages: readonly KafkaMessage[],
  ): { readonly readable: readonly KafkaMessage[]; readonly obstacle?: UnreadableBatch } {
    const unreadable = messages.flatMap((message, at) => {
      const found = unreadableBatchOf(message);
      return found ? [{ at, found }] : [];
    });
    for (const { found } of unreadable) {
      const { topic, partition } = part;
      this.unreadableBatches.inc({ topic, reason: found.reason });
      this.options.logger.warn({ topic, partition, reason: found.reason }, `a batch cannot be read: ${wordsOf(found)}`);
    }
    const [first] = unreadable;
    if (!first || TOPICS[part.topic].writer === 'publishers') return { readable: messages };
    return { readable: messages.slice(0, first.at), obstacle: first.found };
  }

  private readOn(): void {
    if (this.resting.size === 0) return;
    const { utilization } = performance.eventLoopUtilization(this.loopAtLastPace);
    this.loopAtLastPace = performance.eventLoopUtilization();
    if (utilization > TOO_BUSY && ++this.pacesLeftOut <= MOST_PACES_LEFT_OUT) return;
    this.pacesLeftOut = 0;
    const parts = [...this.resting].filter((part) => part.held === undefined);
    this.resting.clear();
    this.consumer?.resume(parts.map((part) => this.onBroker(part)));
  }

  private failed(part: OwnPartition, error: unknown, epoch: number): void {
    if (epoch !== this.epoch) return;
    const { logger } = this.options;
    const line = { topic: part.topic, partition: part.partition, offset: part.stored.toString() };
    if (error instanceof PositionLost) {
      logger.warn(line, 'the position is not where it was, it is read again');
      return this.hold(part, 'POSITION_LOST', 0, epoch);
    }
    if (error instanceof PausePartition) {
      this.logOnce(part, `PAUSED ${error.message}`, () => logger.warn({ ...line, reason: error.message }, 'paused'));
      return this.hold(part, `PAUSED: ${error.message}`, RETRY_PAUSED_MS, epoch);
    }
    if (error instanceof StandStill) {
      void this.standStill(part, error.reason, error.message).catch(() => undefined);
      return this.hold(part, error.reason, RETRY_PAUSED_MS, epoch);
    }
    part.infrastructureFailures += 1;
    const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (part.infrastructureFailures - 1), MAX_BACKOFF_MS);
    if (isInfrastructureError(error)) logger.warn({ ...line, err: error, backoffMs }, 'the database does not work');
    else logger.error({ ...line, err: error, backoffMs }, 'a batch failed in a way that was not foreseen');
    this.hold(part, 'BACKOFF', backoffMs, epoch);
  }

  private async standStill(part: OwnPartition, reason: PauseReason, detail: string): Promise<void> {
    this.options.logger.error(
      { topic: part.topic, partition: part.partition, reason, detail },
      'ALARM: a partition stands still until somebody acts',
    );
    await this.positions.pause(part.topic, part.partition, reason);
  }

  /** A paused partition is tried every second; the log says it once for each reason. */
  private logOnce(part: OwnPartition, reason: string, log: () => void): void {
    const id = `${idOf(part.topic, part.partition)} ${part.stored} ${reason}`;
    if (this.reasons.has(id)) return;
    if (this.reasons.size > 1_000) this.reasons.clear();
    this.reasons.add(id);
    log();
  }

  /** A database that was put back moves the position of a partition in which nothing happens. */
  private async checkPositions(): Promise<void> {
    const epoch = this.epoch;
    const idle = [...this.own.values()].filter((part) => part.isLoaded && !part.isBusy && part.held === undefined);
    if (idle.length === 0) return;
    const before = new Map(idle.map((part) => [part, part.stored]));
    const stored = new Map(
      (await this.positions.load(idle)).map((found) => [idOf(found.topic, found.partition), found]),
    );
    if (epoch !== this.epoch) return;
    for (const part of idle) {
      if (part.isBusy || part.held !== undefined || part.stored !== before.get(part)) continue;
      const found = stored.get(idOf(part.topic, part.partition));
      if (found?.nextOffset === part.stored && found.pausedFor === null) continue;
      this.failed(part, new PositionLost(), epoch);
    }
  }

  /** For lag tools only; nothing here reads them back. */
  private async commitGroupOffsets(): Promise<void> {
    if (!this.isJoined || this.offsetsToCommit.size === 0) return;
    const offsets = [...this.offsetsToCommit].flatMap(([id, offset]) => {
      const part = this.own.get(id);
      return part ? [{ ...this.onBroker(part), partition: part.partition, offset: offset.toString() }] : [];
    });
    this.offsetsToCommit = new Map();
    await this.consumer?.commitOffsets(offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset })));
  }

  private async maintainInbox(): Promise<void> {
    try {
      await this.options.inbox.maintain(new Date());
    } catch (error) {
      this.options.logger.warn({ err: error }, 'the inbox could not be maintained, it will be tried again');
    }
  }

  private every(ms: number, work: () => Promise<void>): void {
    const timer = setInterval(() => {
      work().catch((error: unknown) => this.options.logger.debug({ err: error }, 'a periodic check failed'));
    }, ms);
    timer.unref();
    this.timers.push(timer);
  }

  private countPaused(): void {
    this.pausedPartitions.reset();
    for (const part of this.own.values()) {
      // The first word only: what a consumer says may differ from case to case.
      if (part.isLoaded && part.held) this.pausedPartitions.inc({ reason: part.held.split(':', 1)[0] ?? '' });
    }
  }

  private onBroker(part: OwnPartition): { topic: string; partitions: number[] } {
    return { topic: this.options.kafka.topicOnBroker(part.topic), partitions: [part.partition] };
  }

  private requireAdmin(): Admin {
    if (!this.admin) throw new Error('The consumers are not started');
    return this.admin;
  }
}

function idOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

function wordsOf({ firstOffset, lastOffset, detail }: UnreadableBatch): string {
  return `offsets ${firstOffset} to ${lastOffset}, ${detail}`;
}

/** Errors of the client library itself; one of them says that this program lacks something, which no repetition brings. */
function isOfBroker({ name }: Error): boolean {
  return name.startsWith('KafkaJS') && name !== 'KafkaJSNotImplemented';
}

function misfitOf(next: bigint, low: bigint, high: bigint): PauseReason | undefined {
  if (next < low) return 'RETENTION_GAP';
  return next > high ? 'LOG_TRUNCATED' : undefined;
}
