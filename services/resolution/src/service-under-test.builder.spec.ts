import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  directoryEntry,
  intakeDossier,
  policyPack,
  privacyKey,
  type ComplaintState,
  type DirectoryEntry,
  type DocumentContract,
  type EventContract,
  type Holder,
  type IntakeDossier,
} from '@redress/contracts';
import { createTopics } from '@redress/messaging';
import { envelopeHeaders } from '@redress/outbox';
import { newId } from '@redress/persistence';
import { readPackFiles, SHIPPED_PACK_DIR } from '@redress/policy';
import { KeyRing, seal } from '@redress/security';
import { dossierContext, startService, type RunningService } from '@redress/service-host';
import { BusinessClock, DrivenClock } from '@redress/time';
import { eventually, testInfrastructure, testIssuer, type TestIssuer, type TestSuite } from '@redress/testing';
import type { Consumer, Message, Producer } from 'kafkajs';
import { resolutionService } from './resolution.service-definition';

const PACKS = [{ id: 'GENERAL_SERVICE', version: 1 }];

/** One event of a story as another service publishes it. */
export interface Told {
  readonly contract: EventContract;
  readonly payload?: object;
  readonly move?: {
    readonly stateSeq: number;
    readonly from: ComplaintState | null;
    readonly to: ComplaintState;
    readonly holder: Holder;
  };
}

/** One event that stands on the topic. */
export interface OnTopic {
  readonly type: string;
  readonly stateSeq: number | undefined;
  readonly data: Record<string, unknown>;
}

export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** The service with real database and broker, and the five others played by hand. */
export class ServiceUnderTest {
  private readonly keyRingJson = JSON.stringify({ active: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  private readonly keyRing = KeyRing.fromEnvironment(this.keyRingJson);
  private readonly seen: (OnTopic & { readonly complaintId: string })[] = [];
  private suite: TestSuite;
  private issuer: TestIssuer;
  private producer: Producer;
  private reader: Consumer;
  private service: RunningService;
  private attachments: string;

  static async start(people: readonly DirectoryEntry[]): Promise<ServiceUnderTest> {
    const one = new ServiceUnderTest();
    await one.begin(people);
    return one;
  }

  async stop(): Promise<void> {
    await this.service?.stop();
    await this.reader?.disconnect();
    await this.producer?.disconnect();
    await this.issuer?.close();
    await this.suite?.cleanup();
    if (this.attachments) await rm(this.attachments, { recursive: true, force: true });
  }

  get database(): RunningService['database'] {
    return this.service.database;
  }

  get attachmentDirectory(): string {
    return this.attachments;
  }

  /** A provider of the service, by its class. */
  get: RunningService['get'] = (token) => this.service.get(token);

  /** Steps business time. */
  setTime(at: string): void {
    (this.service.get(BusinessClock) as DrivenClock).advanceTo(new Date(at));
  }

  /** A complaint with its key and the dossier of intake. @returns its id */
  async aComplaint(submission: Partial<IntakeDossier['submission']['complainant']> = {}): Promise<string> {
    const complaintId = newId();
    const { dataKey, wrapped } = this.keyRing.issue(complaintId);
    const dossier: IntakeDossier = {
      trackingCode: 'K7MQ2XWP9RTA',
      receivedAt: '2026-03-02T01:00:00.000Z',
      submission: {
        channel: 'WEB_FORM',
        complainant: { type: 'CONSUMER', name: '王小明', phone: '+86 13800138000', locale: 'zh-CN', ...submission },
        description: '收到时密封圈已经破损',
      },
    };
    const sealed = seal(dataKey, JSON.stringify(dossier), dossierContext(complaintId, 'intake')).toString('base64');
    await this.publishDocument(privacyKey, complaintId, { complaintId, ...wrapped });
    await this.publishDocument(intakeDossier, complaintId, { complaintId, version: 1, sealed });
    return complaintId;
  }

  /** Publishes events of a complaint; `times` says how often each record is sent. */
  async tell(complaintId: string, events: readonly Told[], times = 1): Promise<void> {
    const messages = events.flatMap((event) => Array<Message>(times).fill(this.record(complaintId, event)));
    await this.producer.send({ topic: this.topic('complaint.lifecycle.v1'), messages });
  }

  /** What stands on the topic about a complaint, once `isComplete` says so. */
  async story(complaintId: string, isComplete: (story: readonly OnTopic[]) => boolean): Promise<readonly OnTopic[]> {
    return eventually(
      () => {
        const story = this.seen.filter((event) => event.complaintId === complaintId);
        return isComplete(story) ? story : undefined;
      },
      { timeoutMs: 15_000, what: 'the story to be complete' },
    );
  }

  /** Calls the service as a member of staff, or as nobody. */
  async call<T = Record<string, unknown>>(
    as: string | null,
    method: string,
    path: string,
    { body, headers = {} }: { readonly body?: unknown; readonly headers?: Record<string, string> } = {},
  ): Promise<Reply<T>> {
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    const response = await fetch(this.service.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(as === null ? {} : { authorization: `Bearer ${await this.issuer.tokenFor(as)}` }),
        ...(method === 'GET' || as === null ? {} : { 'idempotency-key': randomUUID() }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const isJson = response.headers.get('content-type')?.includes('json');
    const content = isJson ? await response.json() : Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: content as T };
  }

  /** Waits until a read says what `isThere` asks. */
  async read<T = Record<string, unknown>>(
    as: string,
    path: string,
    isThere: (body: T) => boolean = () => true,
  ): Promise<T> {
    return eventually(
      async () => {
        const { body, status } = await this.call<T>(as, 'GET', path);
        return status === 200 && isThere(body) ? body : undefined;
      },
      { timeoutMs: 15_000, what: `${path} to be there` },
    );
  }

  private async begin(people: readonly DirectoryEntry[]): Promise<void> {
    this.suite = await testInfrastructure();
    this.issuer = await testIssuer();
    this.attachments = await mkdtemp(join(tmpdir(), 'redress-attachments-'));
    const kafka = this.suite.kafkaClient();
    const admin = kafka.admin();
    await admin.connect();
    await createTopics(admin, { prefix: this.suite.topicPrefix });
    await admin.disconnect();
    this.producer = kafka.producer();
    await this.producer.connect();
    for (const entry of people) await this.publishDocument(directoryEntry, entry.id, entry);
    for (const { pack } of readPackFiles(SHIPPED_PACK_DIR)) {
      if (!pack) throw new Error('A shipped pack is not valid');
      const { id, version, effectiveFrom } = pack;
      const instant = new Date(effectiveFrom).toISOString();
      await this.publishDocument(policyPack, `${id}:${version}`, {
        id,
        version,
        effectiveFrom: instant,
        publishedAt: instant,
        content: pack,
      });
    }
    await this.listen(kafka.consumer({ groupId: `${this.suite.topicPrefix}story` }));
    this.service = await startService(resolutionService, {
      REDRESS_DATABASE_URL: await this.suite.databaseUrl('service'),
      REDRESS_KAFKA_BROKERS: this.suite.brokers.join(','),
      REDRESS_TOPIC_PREFIX: this.suite.topicPrefix,
      REDRESS_OIDC_ISSUER: this.issuer.issuer,
      REDRESS_KEY_RING: this.keyRingJson,
      REDRESS_CLOCK: 'driven:2026-03-02T01:00:00Z',
      REDRESS_CHECK_ANSWERS: 'true',
      REDRESS_LOG_LEVEL: 'silent',
      REDRESS_ATTACHMENT_DIR: this.attachments,
      REDRESS_ORGANISATION_NAME: '澄明电器',
    });
    await eventually(async () => (await this.call<{ ok: boolean }>(null, 'GET', '/health/ready')).body.ok, {
      timeoutMs: 30_000,
      what: 'the service to be ready',
    });
  }

  private async listen(reader: Consumer): Promise<void> {
    this.reader = reader;
    await reader.connect();
    await reader.subscribe({ topic: this.topic('complaint.lifecycle.v1'), fromBeginning: true });
    await reader.run({
      eachMessage: async ({ message: { headers, key, value } }) => {
        const seq = headers?.['ce_stateseq'];
        this.seen.push({
          complaintId: String(key),
          type: String(headers?.['ce_type']),
          stateSeq: seq ? Number(seq) : undefined,
          data: JSON.parse(String(value)) as Record<string, unknown>,
        });
      },
    });
  }

  private record(complaintId: string, { contract, move, payload }: Told): Message {
    const complaintNo = `GSCS-260302-${complaintId.slice(-5)}`;
    const at = this.service.get(BusinessClock).now();
    return {
      key: complaintId,
      value: JSON.stringify({
        complaintId,
        complaintNo,
        organisationId: 'acme',
        occurredAt: at.toISOString(),
        actor: { kind: 'SYSTEM', id: 'system' },
        packs: PACKS,
        ...move,
        ...(contract.example as object),
        ...payload,
      }),
      headers: envelopeHeaders({
        id: newId(),
        service: contract.emitter,
        type: contract.type,
        subject: complaintId,
        at,
        recordedAt: new Date(),
        organisationId: 'acme',
        correlationId: complaintId,
        ...(move ? { move: { ...move, complaintNo, packs: PACKS } } : {}),
      }),
    };
  }

  private async publishDocument<T>(contract: DocumentContract<T>, key: string, data: T): Promise<void> {
    const at = new Date();
    const headers = envelopeHeaders({
      id: newId(),
      service: contract.emitter,
      type: contract.type,
      subject: key,
      at,
      recordedAt: at,
      organisationId: 'acme',
      correlationId: key,
    });
    await this.producer.send({
      topic: this.topic(contract.topic),
      messages: [{ key, value: JSON.stringify(data), headers }],
    });
  }

  private topic(name: string): string {
    return this.suite.topicPrefix + name;
  }
}
