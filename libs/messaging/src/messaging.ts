import { TOPICS, TOPIC_NAMES, type ServiceName, type TopicName } from '@redress/contracts';
import type { Custody } from '@redress/lifecycle';
import type { CheckResult, HealthRegistry, Logger, Metrics } from '@redress/observability';
import { OutboxRelay, type Outbox, type OutboxRelayOptions } from '@redress/outbox';
import type { Database } from '@redress/persistence';
import type { PausePartition } from './consuming/consumer-errors';
import { ConsumerRuntime, type ConsumerRuntimeOptions } from './consuming/consumer-runtime';
import { ConsumerServer } from './consuming/consumer-server';
import { Inbox } from './consuming/inbox';
import type { KafkaConnection } from './client/kafka';
import { openKafkaPublisher } from './publishing/kafka-publisher';
import { Parking } from './parking/parking';
import { RecordDelivery } from './consuming/record-delivery';
import { RecordSealing, type RecordSealer } from './parking/record-sealing';
import { SqlParkedEvents } from './parking/sql-parked-events';
import { StoryProgress } from './consuming/story-progress';
import { Subscriptions } from './consuming/subscriptions';
import { checkTopics, declaredTopics } from './client/topics';

export interface MessagingOptions {
  readonly service: ServiceName;
  /** Open, with the migrations of outbox, lifecycle and messaging. */
  readonly database: Database;
  readonly kafka: KafkaConnection;
  readonly outbox: Outbox;
  readonly custody: Pick<Custody<ServiceName>, 'service' | 'expect' | 'follow'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The Kafka client has ended for good: exit, and be started again. */
  readonly onFatal: (reason: Error) => void;
  /** Whether spans are recorded; then every event is handled by itself. Default false. */
  readonly isTraced?: boolean;
  /** Needed to park records of topics that hold personal data in the clear (submissions, directory). */
  readonly sealer?: RecordSealer;
  /** Errors of consumers for which the partition waits, e.g. a policy pack that has not been read yet. */
  readonly waitsFor?: (error: unknown) => PausePartition | undefined;
  /** Default: more than 20 complaints a minute are a bad release. */
  readonly parkLimit?: { readonly complaints: number; readonly windowMs: number };
  readonly relay?: Pick<
    OutboxRelayOptions,
    'leaseMs' | 'sendTimeoutMs' | 'pollMs' | 'wakeEveryMs' | 'batchSize' | 'blockedRetryMs'
  >;
  readonly consumers?: Pick<ConsumerRuntimeOptions, 'chunkSize' | 'concurrency' | 'sessionTimeoutMs'>;
}

const TOPICS_CHECKED_EVERY_MS = 60_000;

/** Everything by which one service talks to Kafka, put together: consumers, relay, parking. */
export class Messaging {
  /** The strategy for `app.connectMicroservice({ strategy })`; `app.startAllMicroservices()` starts the consumers. */
  readonly server: ConsumerServer;
  readonly runtime: ConsumerRuntime;
  readonly relay: OutboxRelay;
  readonly parking: Parking;
  /** For `Redress-Seen`. */
  readonly progress: StoryProgress;
  private readonly subscriptions = new Subscriptions();
  private topicsCheckedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: MessagingOptions) {
    const { database, kafka, logger, metrics, custody, service } = options;
    const inbox = new Inbox(database);
    const sealing = new RecordSealing(options.sealer);
    const delivery = new RecordDelivery({
      subscriptions: this.subscriptions,
      custody,
      inbox,
      metrics,
      isTraced: options.isTraced ?? false,
    });
    const parked = new SqlParkedEvents(database);
    this.runtime = new ConsumerRuntime({
      ...options.consumers,
      service,
      kafka,
      database,
      subscriptions: this.subscriptions,
      delivery,
      inbox,
      parked,
      sealing,
      logger,
      metrics,
      onFatal: options.onFatal,
      parkLimit: options.parkLimit ?? { complaints: 20, windowMs: 60_000 },
    });
    this.server = new ConsumerServer(kafka, this.runtime, this.subscriptions, options.waitsFor);
    this.relay = new OutboxRelay({
      ...options.relay,
      database,
      openPublisher: () => openKafkaPublisher(kafka),
      logger,
      metrics,
    });
    options.outbox.wakeWith(() => this.relay.wake());
    this.parking = new Parking({
      database,
      parked,
      positions: () => this.runtime.positions,
      delivery,
      sealing,
      logger,
    });
    this.progress = new StoryProgress(database);
  }

  /** Topics that this service reads or writes. */
  get topics(): TopicName[] {
    const { service } = this.options;
    const read = new Set(this.runtime.topics);
    return TOPIC_NAMES.filter((name) => read.has(name) || TOPICS[name].writer === service);
  }

  /** What the service reacts to: each event, or topic that is read as it is, with the consumer that handles it. */
  get subscriptionList(): readonly { readonly event: string; readonly handler: string }[] {
    return this.subscriptions.list();
  }

  /** Adds the readiness checks `consumers` and `topics`. */
  registerHealth(health: HealthRegistry): void {
    health.register('consumers', () => Promise.resolve(this.runtime.health()));
    health.register('topics', () => this.checkTopics());
  }

  /**
   * Ends in order: the consumers finish the transaction at hand and leave the group, then the relay publishes what is
   * left. Call it after the HTTP server has finished its requests and before the database is closed.
   */
  async stop(): Promise<void> {
    await this.runtime.stop();
    await this.relay.stop();
  }

  private async checkTopics(): Promise<CheckResult> {
    if (performance.now() - this.topicsCheckedAtMs < TOPICS_CHECKED_EVERY_MS) return { ok: true };
    const { kafka } = this.options;
    const admin = kafka.oneTryClient.admin();
    await admin.connect();
    try {
      const differences = await checkTopics(admin, declaredTopics(this.topics), kafka.topicPrefix);
      if (differences.length === 0) {
        this.topicsCheckedAtMs = performance.now();
        return { ok: true };
      }
      const detail = differences.map((d) => `${d.topic} ${d.setting} is ${d.actual}, not ${d.expected}`).join('; ');
      return { ok: false, detail };
    } finally {
      await admin.disconnect();
    }
  }
}
