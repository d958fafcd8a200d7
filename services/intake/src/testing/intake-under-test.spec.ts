import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIGNATURE_HEADER, type DirectoryEntry, type TopicName } from '@redress/contracts';
import { createLogger } from '@redress/observability';
import { newId } from '@redress/persistence';
import { signSubmission } from '@redress/security';
import { startService, type RunningService } from '@redress/service-host';
import { StoryPublisher } from '@redress/service-testing';
import {
  aPerson,
  aSource,
  aUnit,
  eventually,
  testInfrastructure,
  testIssuer,
  type TestIssuer,
  type TestSuite,
} from '@redress/testing';
import type { Consumer, KafkaMessage, Message } from 'kafkajs';
import { intakeService } from '../intake.service-definition';

/** Business time at which every suite begins: a Monday morning in Shanghai. */
export const MONDAY = '2026-03-02T01:00:00.000Z';

const DIRECTORY: readonly DirectoryEntry[] = [
  aUnit('CS', { openToPortal: true }),
  aUnit('QA'),
  aUnit('LOG'),
  aUnit('FIN'),
  aUnit('NORTH', { organisationId: 'northwind' }),
  aPerson('staff:lin.intake', ['INTAKE_OFFICER']),
  aPerson('staff:mei.manager', ['UNIT_MANAGER']),
  aPerson('staff:qi.triage', ['TRIAGE_OFFICER']),
  aPerson('staff:shi.legal', ['LEGAL_COUNSEL']),
  aPerson('staff:wu.front', ['FRONTLINE'], { unitId: 'QA' }),
  aPerson('staff:bai.analysis', ['ANALYST']),
  aPerson('staff:guo.approver', ['REMEDY_APPROVER']),
  aPerson('staff:hua.calls', ['FOLLOW_UP_SPECIALIST']),
  aPerson('staff:pan.privacy', ['PRIVACY_OFFICER']),
  aPerson('staff:ma.manager', ['UNIT_MANAGER']),
  aPerson('staff:admin', ['ORGANISATION_ADMIN']),
  aPerson('staff:paula.north', ['PRIVACY_OFFICER'], { unitId: 'NORTH', organisationId: 'northwind' }),
  aPerson('staff:nora.north', ['INTAKE_OFFICER'], { unitId: 'NORTH', organisationId: 'northwind' }),
  aPerson('client:driver', ['SYSTEM']),
  aPerson('client:crm', ['SYSTEM'], {
    unitId: 'QA',
    submits: { units: ['QA', 'CS'], channels: ['WEB_FORM', 'PARTNER_API'], rights: ['CHOOSE_PACK'] },
  }),
  aPerson('client:adapter', ['SYSTEM'], {
    submits: { units: ['CS'], channels: ['PARTNER_API'], rights: ['STATE_RECEIVED_AT'] },
  }),
  aPerson('client:unbound', ['SYSTEM']),
  aSource('/crm'),
  aSource('urn:shop', { units: ['QA', 'CS'], rights: [], keyIds: ['k2', 'k3'] }),
  aSource('/gone', { active: false }),
  aSource('/keyless', { keyIds: ['never-given'] }),
  aSource('/stray', { units: ['NORTH'] }),
];

/** Keys of the sources, by their ids. */
export const SOURCE_KEYS: Readonly<Record<string, Buffer>> = Object.fromEntries(
  ['k1', 'k2', 'k3'].map((id) => [id, randomBytes(32)]),
);

/** The header with which a source proves itself; `/crm` unless said otherwise. */
export function signed(
  { id, source = '/crm', body }: { readonly id: string; readonly source?: string; readonly body: string | Buffer },
  keyId = 'k1',
): Record<string, string> {
  return { [SIGNATURE_HEADER]: signSubmission(SOURCE_KEYS[keyId] as Buffer, { id, source, body }) };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface CallOptions {
  /** `sub` of the caller; without a token when absent. */
  readonly as?: string;
  /** Of the caller's token; for a client `complaints:submit` when absent. */
  readonly scope?: string;
  readonly body?: unknown;
  /** In place of a body. */
  readonly form?: FormData;
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly on?: RunningService;
}

/** Intake with real PostgreSQL and Kafka, on the driven clock, with a directory and replicas on demand. */
export class IntakeUnderTest {
  readonly logLines: string[] = [];
  private readonly replicas: RunningService[] = [];
  private readonly consumers: Consumer[] = [];

  private constructor(
    readonly suite: TestSuite,
    private readonly issuer: TestIssuer,
    private readonly publisher: StoryPublisher,
    private readonly environment: Record<string, string>,
    /** Where attachments lie. */
    readonly folder: string,
  ) {}

  static async start(environment: Record<string, string> = {}): Promise<IntakeUnderTest> {
    const suite = await testInfrastructure();
    const issuer = await testIssuer();
    const publisher = await StoryPublisher.open(suite);
    const folder = await mkdtemp(join(tmpdir(), 'redress-intake-'));
    const intake = new IntakeUnderTest(
      suite,
      issuer,
      publisher,
      {
        REDRESS_DATABASE_URL: await suite.databaseUrl('intake'),
        REDRESS_KAFKA_BROKERS: suite.brokers.join(','),
        REDRESS_TOPIC_PREFIX: suite.topicPrefix,
        REDRESS_OIDC_ISSUER: issuer.issuer,
        REDRESS_KEY_RING: JSON.stringify({ active: 'k1', keys: { k1: randomBytes(32).toString('base64') } }),
        REDRESS_SOURCE_KEYS: JSON.stringify(
          Object.fromEntries(Object.entries(SOURCE_KEYS).map(([id, key]) => [id, key.toString('base64')])),
        ),
        REDRESS_CLOCK: `driven:${MONDAY}`,
        REDRESS_CHECK_ANSWERS: 'true',
        REDRESS_ATTACHMENT_DIR: folder,
        ...environment,
      },
      folder,
    );
    await publisher.publishDirectory(DIRECTORY);
    await intake.startReplica();
    return intake;
  }

  /** The first replica. */
  get service(): RunningService {
    return this.replicas[0] as RunningService;
  }

  /** Starts a process more on the same database and waits until it is ready. */
  async startReplica(): Promise<RunningService> {
    const logger = createLogger({
      service: 'intake',
      level: 'debug',
      destination: { write: (line: string) => void this.logLines.push(line) },
    });
    const replica = await startService(intakeService, this.environment, { logger });
    this.replicas.push(replica);
    await eventually(async () => (await fetch(`${replica.operationsUrl}/health/ready`)).status === 200, {
      timeoutMs: 30_000,
      what: 'intake to be ready',
    });
    return replica;
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Reply> {
    const { as, body, form, key, headers = {}, on = this.service } = options;
    const { scope = as?.startsWith('client:') ? 'complaints:submit' : '' } = options;
    const isText = typeof body === 'string';
    const response = await fetch(`${on.url}${path}`, {
      method,
      headers: {
        ...(as ? { authorization: `Bearer ${await this.issuer.tokenFor(as, { scope })}` } : {}),
        ...(body === undefined ? {} : { 'content-type': isText ? 'text/yaml' : 'application/json' }),
        ...(key ? { 'idempotency-key': key } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      ...(form ? { body: form } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** Reads something that is no JSON. */
  async fetchAs(as: string, path: string): Promise<Response> {
    const token = await this.issuer.tokenFor(as, { scope: '' });
    return fetch(`${this.service.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  }

  /** Steps business time. */
  async advanceTo(now: string): Promise<void> {
    const driver = await this.issuer.tokenFor('client:driver', { scope: 'clock:drive' });
    for (const { operationsUrl } of this.replicas) {
      await fetch(`${operationsUrl}/internal/clock`, {
        method: 'POST',
        headers: { authorization: `Bearer ${driver}`, 'content-type': 'application/json' },
        body: JSON.stringify({ now }),
      });
    }
  }

  async publish(topic: TopicName, ...messages: Message[]): Promise<void> {
    await this.publisher.send(topic, messages);
  }

  /** Everything that is on a topic and that comes onto it later. */
  async recordsOf(topic: TopicName): Promise<KafkaMessage[]> {
    const consumer = this.suite.kafkaClient().consumer({
      groupId: `${this.suite.topicPrefix}reader-${newId()}`,
      maxWaitTimeInMs: 100,
    });
    this.consumers.push(consumer);
    const records: KafkaMessage[] = [];
    await consumer.connect();
    await consumer.subscribe({ topic: `${this.suite.topicPrefix}${topic}`, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void records.push(message) });
    return records;
  }

  async stop(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.disconnect()));
    await Promise.all(this.replicas.map((replica) => replica.stop()));
    await this.publisher.close();
    await this.issuer.close();
    await rm(this.folder, { recursive: true, force: true });
    await this.suite.cleanup();
  }
}
