// First: as in the index, so that the suites read as services do.
import './client/mend-client';
import {
  assessmentStarted,
  complaintAcknowledged,
  complaintAssigned,
  complaintRegistered,
  letterSent,
  type EventContract,
  type Received,
  type ServiceName,
  type TopicName,
} from '@redress/contracts';
import { Custody, lifecycleMigrations } from '@redress/lifecycle';
import { createLogger, Metrics } from '@redress/observability';
import { envelopeHeaders, Outbox, outboxMigrations } from '@redress/outbox';
import { Database, newId, type Transaction } from '@redress/persistence';
import { eventually } from '@redress/testing';
import type { INestMicroservice, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CompressionTypes, type Kafka, type Message } from 'kafkajs';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Consumes, EventConsumer } from './consuming/consumes.decorator';
import { KafkaConnection, pinnedPartitioner } from './client/kafka';
import { Messaging, type MessagingOptions } from './messaging';
import { messagingMigrations } from './messaging.migration';
import { createTopics, declaredTopics } from './client/topics';

/** Topics that the suites use; creating all of them would cost seconds. */
export const TEST_TOPICS: readonly TopicName[] = [
  'complaint.lifecycle.v1',
  'complaint.submissions.v1',
  'policy.packs.v1',
  'org.directory.v1',
];
export const STORY = 'complaint.lifecycle.v1';

export class Effects1797000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table effect (id bigint generated always as identity, subject text, event_id text, what text)`,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table effect');
  }
}

const quiet = createLogger({ service: 'spec', level: process.env['SPEC_LOG_LEVEL'] ?? 'silent' });

/** What consumers of the suites are told to do, by complaint id (or `*`). */
export const behaviour = new Map<string, (event: Received) => void | Promise<void>>();

/** Writes one row for each event, so that a lost or doubled one shows. */
@EventConsumer()
export class RecordEffects {
  @Consumes([complaintRegistered, assessmentStarted, complaintAssigned, letterSent], {
    consumer: 'notification.record-effects',
  })
  async on(events: readonly Received[], tx: Transaction): Promise<void> {
    for (const event of events) {
      await behaviour.get(event.subject)?.(event);
      await behaviour.get('*')?.(event);
    }
    await tx.query(
      'insert into effect (subject, event_id, what) select * from unnest($1::text[], $2::text[], $3::text[])',
      [
        events.map((event) => event.subject),
        events.map((event) => event.id),
        events.map((event) => event.type.split('.')[2]),
      ],
    );
  }
}

export interface TestServiceOptions {
  readonly service?: ServiceName;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly databaseUrl: string;
  readonly consumers?: readonly Type[];
  readonly messaging?: Partial<MessagingOptions>;
}

/** One running service with consumers, a relay that is stepped by hand, and a database. */
export class TestService {
  private constructor(
    readonly database: Database,
    readonly outbox: Outbox,
    readonly custody: Custody<ServiceName>,
    readonly messaging: Messaging,
    private readonly app: INestMicroservice,
    readonly fatal: Error[],
  ) {}

  /** Starts it, joined and with positions read. */
  static async start(options: TestServiceOptions): Promise<TestService> {
    const service = options.service ?? 'notification';
    const database = new Database({
      url: options.databaseUrl,
      applicationName: `${service}-spec`,
      migrations: [...outboxMigrations, ...lifecycleMigrations, ...messagingMigrations, Effects1797000000001],
      onConnectionError: () => undefined,
      idleInTransactionTimeoutMs: 1_500,
    });
    await database.open();
    const outbox = new Outbox(service);
    const custody = new Custody<ServiceName>(service, outbox);
    const fatal: Error[] = [];
    const messaging = new Messaging({
      service,
      database,
      kafka: new KafkaConnection({
        brokers: options.brokers,
        clientId: `${service}-spec`,
        topicPrefix: options.topicPrefix,
        logger: quiet,
      }),
      outbox,
      custody,
      logger: quiet,
      metrics: new Metrics(service, { processMetrics: false }),
      onFatal: (reason) => fatal.push(reason),
      consumers: { sessionTimeoutMs: 6_000 },
      ...options.messaging,
    });
    const module = await Test.createTestingModule({
      controllers: [...(options.consumers ?? [RecordEffects])],
    }).compile();
    const app = module.createNestMicroservice({ strategy: messaging.server, logger: false });
    const running = new TestService(database, outbox, custody, messaging, app, fatal);
    try {
      await app.listen();
      await eventually(() => messaging.runtime.health().ok, { timeoutMs: 30_000, what: 'the consumers to be ready' });
    } catch (error) {
      await running.stop();
      throw error;
    }
    return running;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.messaging.stop();
    await this.database.close();
  }

  /** Resolves when everything on the topics has been read, by whichever replica. */
  async settled(timeoutMs = 20_000): Promise<void> {
    await eventually(async () => (await this.messaging.runtime.behind()) === 0, {
      timeoutMs,
      what: 'the end of the log',
    });
  }

  /** What was done for a complaint, in order. */
  async effects(subject: string): Promise<string[]> {
    const { rows } = await this.database.query<{ what: string }>(
      'select what from effect where subject = $1 order by id',
      [subject],
    );
    return rows.map((row) => row.what);
  }

  /** How many effects there are, and how many events they belong to. */
  async totals(): Promise<{ effects: number; events: number }> {
    const { rows } = await this.database.query<{ effects: string; events: string }>(
      'select count(*) as effects, count(distinct event_id) as events from effect',
    );
    return { effects: Number(rows[0]?.effects), events: Number(rows[0]?.events) };
  }
}

const noon = new Date('2026-03-02T04:00:00.000Z');

/** Steps of a story as other services write them. */
export class Story {
  readonly id = newId();
  private stateSeq = 0;

  registered = (): Message => this.step(complaintRegistered, 'intake', null, 'REGISTERED');
  assessmentStarted = (): Message => this.step(assessmentStarted, 'routing', 'REGISTERED', 'UNDER_ASSESSMENT');
  assigned = (): Message => this.step(complaintAssigned, 'routing', 'UNDER_ASSESSMENT', 'ASSIGNED');
  letterSent = (): Message => this.event(letterSent as EventContract, 'notification');
  acknowledged = (): Message => this.event(complaintAcknowledged as EventContract, 'notification');

  /** Leaves out one step, as a defect of a producer would. */
  skipOne(): this {
    this.stateSeq += 1;
    return this;
  }

  /** Repeats the number of the last step, as a second writer would. */
  again(): this {
    this.stateSeq -= 1;
    return this;
  }

  private step(contract: unknown, emitter: ServiceName, from: string | null, to: string): Message {
    this.stateSeq += 1;
    return this.event(contract as EventContract, emitter, {
      stateSeq: this.stateSeq,
      from,
      to,
      holder: 'routing' as const,
    });
  }

  private event(
    contract: EventContract,
    service: ServiceName,
    move?: { stateSeq: number; from: string | null; to: string; holder: 'routing' },
  ): Message {
    const packs = [{ id: 'GENERAL_SERVICE', version: 1 }];
    return {
      key: this.id,
      headers: envelopeHeaders({
        id: newId(),
        service,
        type: contract.type,
        subject: this.id,
        at: noon,
        recordedAt: new Date(),
        organisationId: 'acme',
        correlationId: this.id,
        ...(move ? { move: { ...move, complaintNo: 'GSCS-260302-00001', packs, unitId: 'CS' } } : {}),
      }),
      value: JSON.stringify({
        complaintId: this.id,
        complaintNo: 'GSCS-260302-00001',
        organisationId: 'acme',
        occurredAt: noon.toISOString(),
        actor: { kind: 'SYSTEM', id: 'system' },
        packs,
        ...move,
        ...(contract.example as object),
      }),
    };
  }
}

/** Creates the topics of the suites. */
export async function createTestTopics(kafka: Kafka, prefix: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await createTopics(admin, { prefix, topics: declaredTopics(TEST_TOPICS) });
  await admin.disconnect();
}

/** Sends records as another service or a publisher would, in the order given. */
export async function send(
  kafka: Kafka,
  topicOnBroker: string,
  messages: Message[],
  compression = CompressionTypes.None,
): Promise<void> {
  const producer = kafka.producer({ createPartitioner: pinnedPartitioner, retry: { retries: 5 } });
  await producer.connect();
  try {
    await producer.send({ topic: topicOnBroker, messages, compression });
  } finally {
    await producer.disconnect();
  }
}
