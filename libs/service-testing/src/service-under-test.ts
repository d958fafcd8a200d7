import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  intakeDossier,
  listenerOf,
  privacyKey,
  type DirectoryEntry,
  type IntakeDossier,
  type ServiceName,
} from '@redress/contracts';
import { KeyRing, seal } from '@redress/security';
import {
  controllersByModule,
  KeyRingModule,
  startService,
  type RunningService,
  type ServiceDefinition,
  type StartOptions,
} from '@redress/service-host';
import { dossierContext } from '@redress/vault';
import { eventually, testInfrastructure, testIssuer, type TestIssuer, type TestSuite } from '@redress/testing';
import { BusinessClock, DrivenClock } from '@redress/time';
import { v7 } from 'uuid';
import { storyMessage, type Told } from './story-message';
import { StoryPublisher } from './story-publisher';
import { StoryReader, type OnTopic } from './story-reader';

const PATIENCE_MS = 30_000;

/** A Monday morning in Shanghai. */
const BEGINS_AT = '2026-03-02T01:00:00Z';

export interface UnderTestOptions extends Pick<StartOptions, 'logger' | 'manual'> {
  /** Published before the service starts. */
  readonly people?: readonly DirectoryEntry[];
  /** Settings besides those that every service needs; they replace those. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** An answer with its body read. */
export interface Reply<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/**
 * Starts a service in this process with a database, topics, an issuer of tokens and a folder of its own, on business time
 * that the test drives, with the shipped packs and `people` published; resolves when it is ready. Stop it in `afterAll`.
 * @throws whatever keeps the servers or the service from starting; what was started by then is stopped
 */
export async function serviceUnderTest<S extends ServiceName>(
  definition: ServiceDefinition<S>,
  options: UnderTestOptions = {},
): Promise<ServiceUnderTest> {
  const under = new ServiceUnderTest();
  try {
    await under.begin(definition, options);
    return under;
  } catch (error) {
    await under.stop();
    throw error;
  }
}

/** A running service with real servers, and what the test needs to play everybody else. */
export class ServiceUnderTest {
  /** The ring that the service has, as the setting `REDRESS_KEY_RING`. */
  private readonly keyRingJson = JSON.stringify({ active: 'k1', keys: { k1: randomBytes(32).toString('base64') } });
  readonly keyRing = KeyRing.fromEnvironment(this.keyRingJson);
  private readonly cleanups: (() => Promise<unknown>)[] = [];
  private testSuite!: TestSuite;
  private issuer!: TestIssuer;
  private publisher!: StoryPublisher;
  private reader!: StoryReader;
  private running!: RunningService;
  private folder!: string;

  get suite(): TestSuite {
    return this.testSuite;
  }

  /** What other services write. */
  get publishes(): StoryPublisher {
    return this.publisher;
  }

  /** What stands on the topic of stories. */
  get stories(): StoryReader {
    return this.reader;
  }

  get service(): RunningService {
    return this.running;
  }

  get database(): RunningService['database'] {
    return this.running.database;
  }

  get attachmentDirectory(): string {
    return this.folder;
  }

  /** A provider of the service, by its class. */
  get: RunningService['get'] = (token) => this.running.get(token);

  async begin<S extends ServiceName>(
    definition: ServiceDefinition<S>,
    { people = [], environment = {}, ...startOptions }: UnderTestOptions,
  ): Promise<void> {
    const suite = (this.testSuite = await testInfrastructure());
    this.cleanups.push(() => suite.cleanup());
    this.issuer = await testIssuer();
    this.cleanups.push(() => this.issuer.close());
    this.folder = await mkdtemp(join(tmpdir(), `redress-${definition.name}-`));
    this.cleanups.push(() => rm(this.folder, { recursive: true, force: true }));
    this.publisher = await StoryPublisher.open(suite);
    this.cleanups.push(() => this.publisher.close());
    await this.publisher.publishDirectory(people);
    await this.publisher.publishPacks();
    this.reader = await StoryReader.open(suite);
    this.cleanups.push(() => this.reader.close());
    this.running = await startService(
      definition,
      {
        REDRESS_DATABASE_URL: await suite.databaseUrl(definition.name),
        REDRESS_KAFKA_BROKERS: suite.brokers.join(','),
        REDRESS_TOPIC_PREFIX: suite.topicPrefix,
        REDRESS_OIDC_ISSUER: this.issuer.issuer,
        REDRESS_CLOCK: `driven:${BEGINS_AT}`,
        REDRESS_CHECK_ANSWERS: 'true',
        REDRESS_LOG_LEVEL: 'silent',
        REDRESS_ATTACHMENT_DIR: this.folder,
        ...(controllersByModule(definition).has(KeyRingModule) ? { REDRESS_KEY_RING: this.keyRingJson } : {}),
        ...environment,
      },
      startOptions,
    );
    this.cleanups.push(() => this.running.stop());
    await this.until('the service to be ready', async () => (await this.call(null, '/health/ready')).ok);
  }

  /** Stops the service and everything that was started for it, the last one first. */
  async stop(): Promise<void> {
    for (const cleanup of this.cleanups.splice(0).reverse()) await cleanup();
  }

  /** Steps business time. */
  setTime(at: string): void {
    (this.get(BusinessClock) as DrivenClock).advanceTo(new Date(at));
  }

  /** The address of a path at the listener that serves it. */
  at(path: string): string {
    const { url, operationsUrl } = this.running;
    return (listenerOf(path) === 'operations' ? operationsUrl : url) + path;
  }

  /** Calls the service with a token, or without one. */
  async call(as: string | null, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (as !== null) headers.set('authorization', `Bearer ${await this.issuer.tokenFor(as)}`);
    return fetch(this.at(path), { redirect: 'manual', ...init, headers });
  }

  /** {@link call} with a body as JSON or as a form and an `Idempotency-Key` of its own, and reads the answer. */
  async ask<T = Record<string, unknown>>(
    as: string | null,
    method: string,
    path: string,
    { body, headers = {} }: { readonly body?: unknown; readonly headers?: Record<string, string> } = {},
  ): Promise<Reply<T>> {
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    const response = await this.call(as, path, {
      method,
      headers: {
        ...(method === 'GET' || as === null ? {} : { 'idempotency-key': randomUUID() }),
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    const isJson = response.headers.get('content-type')?.includes('json');
    const content: unknown = isJson ? await response.json() : Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: content as T };
  }

  /** Waits until a read says what `isThere` asks. */
  async read<T = Record<string, unknown>>(
    as: string,
    path: string,
    isThere: (body: T) => boolean = () => true,
  ): Promise<T> {
    return this.until(`${path} to be there`, async () => {
      const { body, status } = await this.ask<T>(as, 'GET', path);
      return status === 200 && isThere(body) ? body : undefined;
    });
  }

  /** A complaint with its key and the dossier of intake. @returns its id */
  async aComplaint(complainant: Partial<IntakeDossier['submission']['complainant']> = {}): Promise<string> {
    const complaintId = v7();
    const { dataKey, wrapped } = this.keyRing.issue(complaintId);
    const dossier: IntakeDossier = {
      trackingCode: 'K7MQ2XWP9RTA',
      receivedAt: '2026-03-02T01:00:00.000Z',
      submission: {
        channel: 'WEB_FORM',
        complainant: { type: 'CONSUMER', name: '王小明', phone: '+86 13800138000', locale: 'zh-CN', ...complainant },
        description: '收到时密封圈已经破损',
      },
    };
    const context = dossierContext(complaintId, intakeDossier.emitter, 1);
    const sealed = seal(dataKey, JSON.stringify(dossier), context).toString('base64');
    await this.publisher.publish(privacyKey, complaintId, { complaintId, ...wrapped });
    await this.publisher.publish(intakeDossier, complaintId, { complaintId, version: 1, sealed });
    return complaintId;
  }

  /** Publishes events of a complaint at the business time of the service; `times` says how often each record is sent. */
  async tell(complaintId: string, events: readonly Told[], times = 1): Promise<void> {
    const complaint = { complaintId, complaintNo: `GSCS-260302-${complaintId.slice(-5)}` };
    const at = this.get(BusinessClock).now();
    const messages = events.flatMap((told) => {
      const message = storyMessage(complaint, told, { at });
      return Array.from({ length: times }, () => message);
    });
    await this.publisher.send('complaint.lifecycle.v1', messages);
  }

  /** The story of a complaint, once `isComplete` says so. */
  story(complaintId: string, isComplete: (story: readonly OnTopic[]) => boolean): Promise<readonly OnTopic[]> {
    return this.reader.when(complaintId, isComplete);
  }

  /** Waits until `look` finds something. */
  until<T>(what: string, look: () => T | undefined | false | Promise<T | undefined | false>): Promise<T> {
    return eventually(look, { timeoutMs: PATIENCE_MS, intervalMs: 25, what }) as Promise<T>;
  }
}
