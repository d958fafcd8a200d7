import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clocksOf,
  complaintRegistered,
  emittersOf,
  holderAfter,
  policyCalendar,
  privacyKey,
  targetsOf,
  type ComplaintState,
  type DirectoryEntry,
  type DocumentContract,
  type EventContract,
  type Holder,
  type PayloadOf,
  type ServiceName,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import { readCalendarFiles, SHIPPED_CALENDAR_DIR } from '@redress/policy';
import { KeyRing, newDataKey } from '@redress/security';
import { Feeds, startService, type RunningService } from '@redress/service-host';
import {
  documentMessage,
  storyMessage,
  StoryPublisher,
  StoryReader,
  type StoryMessage,
  type StoryMove,
} from '@redress/service-testing';
import {
  aPerson,
  aUnit,
  eventually,
  testInfrastructure,
  testIssuer,
  type TestIssuer,
  type TestSuite,
} from '@redress/testing';
import { BusinessClock, DrivenClock } from '@redress/time';
import { routingService } from './routing.service-definition';
import { ClockSweep } from './complaint-file/sweep/clock-sweep.worker';

const STORY = 'complaint.lifecycle.v1';
const ORGANISATION = 'acme';
const PATIENT = { timeoutMs: 30_000 };

/** Monday 2026-03-02 09:00 in Shanghai, a working day. */
export const MONDAY_NINE = new Date('2026-03-02T01:00:00.000Z');

/** An event as the topic holds it. */
export interface ToldEvent {
  readonly type: string;
  readonly fact: string;
  readonly value: Record<string, unknown>;
}

/** Something that the story says of a clock: a change (`STARTED`, `MET` …) or the fact of a mark. */
export interface SaidOfClock {
  readonly clock: string;
  readonly what: string;
}

/** What events say of clocks, in the order of the story; the lists that they carry are taken apart. */
export function saidOfClocks(events: readonly ToldEvent[]): SaidOfClock[] {
  return events.flatMap(({ fact, value }) => [
    ...(fact.startsWith('clock-') ? [{ clock: String(value['clock']), what: fact }] : []),
    ...clocksOf({ data: value }).flatMap(({ clock, changes }) => changes.map((what) => ({ clock, what }))),
  ]);
}

/** The people of the organisation under test. */
export const PEOPLE: readonly DirectoryEntry[] = [
  aUnit('HQ', { headId: 'staff:gu' }),
  aUnit('QA', { parentId: 'HQ', headId: 'staff:qian' }),
  aUnit('CS', { parentId: 'HQ', headId: 'staff:sun' }),
  aUnit('GX', { organisationId: 'globex' }),
  aPerson('staff:gx', ['EXECUTIVE', 'ORGANISATION_ADMIN'], { unitId: 'GX', organisationId: 'globex' }),
  aPerson('staff:gu', ['EXECUTIVE'], { unitId: 'HQ' }),
  aPerson('staff:adams', ['ORGANISATION_ADMIN'], { unitId: 'HQ', email: 'adams@acme.example' }),
  aPerson('staff:qian', ['UNIT_MANAGER'], { unitId: 'QA', capacity: 50 }),
  aPerson('staff:wu', ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'QA', capacity: 3 }),
  aPerson('staff:zhou', ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'QA', capacity: 3 }),
  aPerson('staff:sun', ['UNIT_MANAGER'], { unitId: 'CS' }),
  aPerson('staff:chen', ['FRONTLINE'], { unitId: 'CS' }),
  aPerson('staff:tang', ['TRIAGE_OFFICER'], { unitId: 'CS' }),
  aPerson('staff:deng', ['DISPATCHER'], { unitId: 'CS' }),
  aPerson('staff:he', ['UNIT_HANDLER'], { unitId: 'CS', capacity: 50 }),
];

export interface Called {
  readonly status: number;
  // The body of an answer is looked at field by field by the tests.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
  readonly etag: string | null;
}

/**
 * Routing on a real broker and a real database, in one or more replicas whose relay, sweep and clock the test steps, with
 * the shipped packs and calendars published and the directory loaded from its file.
 */
export class RoutingUnderTest {
  private folder = '';
  private readonly keyRing = { active: 'k1', keys: { k1: randomBytes(32).toString('base64') } };

  private constructor(
    private readonly suite: TestSuite,
    private readonly issuer: TestIssuer,
    private readonly publisher: StoryPublisher,
    private readonly reader: StoryReader,
    readonly replicas: RunningService[],
  ) {}

  static async start(replicas = 1, people: readonly DirectoryEntry[] = PEOPLE): Promise<RoutingUnderTest> {
    const suite = await testInfrastructure();
    const issuer = await testIssuer();
    const publisher = await StoryPublisher.open(suite);
    const reader = await StoryReader.open(suite);
    const routing = new RoutingUnderTest(suite, issuer, publisher, reader, []);
    await publisher.publishPacks();
    await routing.publishCalendars((calendar) => calendar);
    routing.folder = await mkdtemp(join(tmpdir(), 'routing-'));
    const environment = await routing.environment(people);
    for (let replica = 0; replica < replicas; replica++) {
      routing.replicas.push(await startService(routingService, environment, { manual: true }));
    }
    await routing.settle();
    await routing.ready();
    return routing;
  }

  get service(): RunningService {
    return this.replicas[0] as RunningService;
  }

  async stop(): Promise<void> {
    for (const replica of this.replicas) await replica.stop();
    await this.reader.close();
    await this.publisher.close();
    await this.issuer.close();
    await this.suite.cleanup();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Publishes what waits in the outbox and waits until routing has read everything and every replica works by it. */
  async settle(): Promise<void> {
    const { messaging } = this.service;
    await eventually(async () => {
      // What is read may append, and what is published has to be read: nothing may happen between the two looks.
      if ((await messaging.runtime.behind()) > 0) return false;
      await messaging.relay.runOnce();
      return (await messaging.relay.depth()) === 0 && (await messaging.runtime.behind()) === 0;
    }, PATIENT);
    for (const replica of this.replicas) await replica.get(Feeds).refresh();
  }

  /** Sets business time on every replica. */
  advanceTo(at: Date): void {
    for (const replica of this.replicas) (replica.get(BusinessClock) as DrivenClock).advanceTo(at);
  }

  /** Sweeps on one replica. @returns how many complaints had something to publish */
  sweep(replica = 0): Promise<number> {
    return (this.replicas[replica] as RunningService).get(ClockSweep).step();
  }

  /** Registers complaints as intake does. @returns their ids */
  async register(
    complaints: readonly Partial<PayloadOf<typeof complaintRegistered>>[],
    at = MONDAY_NINE,
  ): Promise<string[]> {
    const ids = complaints.map(() => newId());
    const keyRing = KeyRing.fromEnvironment(JSON.stringify(this.keyRing));
    await this.publishDocuments(
      privacyKey as unknown as DocumentContract,
      new Map(ids.map((complaintId) => [complaintId, { complaintId, ...keyRing.wrap(newDataKey(), complaintId) }])),
    );
    await this.publish(
      complaints.map((given, index) =>
        this.record(ids[index]!, complaintRegistered as unknown as EventContract, at, {
          ...complaintRegistered.example,
          receivedAt: at.toISOString(),
          registeredAt: at.toISOString(),
          ...given,
        }),
      ),
    );
    return ids;
  }

  /** Lets another service write on the story; of moves the place in the story is filled in. */
  async tell<C extends EventContract>(
    complaintId: string,
    contract: C,
    at: Date,
    payload: Partial<PayloadOf<C>> = {},
  ): Promise<void> {
    const { rows } = await this.service.database.query<{ state: ComplaintState; state_seq: number; holder: Holder }>(
      'select state, state_seq, holder from complaint_custody where complaint_id = $1',
      [complaintId],
    );
    const { state, state_seq, holder } = rows[0]!;
    const to = targetsOf(contract.transitions)[0] ?? state;
    await this.publish([
      this.record(
        complaintId,
        contract,
        at,
        { ...(contract.example as object), ...payload },
        {
          stateSeq: state_seq + 1,
          from: state,
          to,
          holder: holderAfter(to, holder),
        },
        emittersOf(contract).find((service) => service === holder),
      ),
    ]);
  }

  /** Puts records on the story as they are, for those that come twice. */
  async publish(messages: readonly StoryMessage[]): Promise<void> {
    await this.publisher.send(STORY, messages);
  }

  record(
    complaintId: string,
    contract: EventContract,
    at: Date,
    payload: object,
    move: StoryMove = { stateSeq: 1, from: null, to: 'REGISTERED', holder: 'routing' },
    by?: ServiceName,
  ): StoryMessage {
    const complaint = { complaintId, complaintNo: `GSCS-${complaintId.slice(-12)}` };
    return storyMessage(complaint, { contract, by, payload, ...(contract.kind === 'state' ? { move } : {}) }, { at });
  }

  /** Publishes documents of compacted topics, as their writers do; `null` is a tombstone. */
  async publishDocuments(
    contract: DocumentContract,
    documents: ReadonlyMap<string, object | null>,
    recordedAt = new Date(),
  ): Promise<void> {
    await this.publisher.send(
      contract.topic,
      [...documents].map(([key, value]) => documentMessage(contract, key, value, { at: MONDAY_NINE, recordedAt })),
    );
  }

  /** What the topic holds of a complaint after everything was published. */
  async settledStory(complaintId: string): Promise<readonly ToldEvent[]> {
    await this.settle();
    const ends = await this.service.messaging.runtime.endOffsets(STORY);
    const total = [...ends.values()].reduce((sum, end) => sum + Number(end), 0);
    await eventually(() => this.reader.count >= total, PATIENT);
    return this.reader.of(complaintId).map(({ type, data }) => ({ type, fact: type.split('.')[2] ?? '', value: data }));
  }

  /** Calls routing over HTTP with the token of a person. */
  async call(
    who: string,
    path: string,
    init: { method?: string; body?: unknown; version?: number; key?: string } = {},
  ): Promise<Called> {
    const { method = init.body === undefined ? 'GET' : 'POST', body, version, key = randomUUID() } = init;
    const response = await fetch(`${this.service.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.issuer.tokenFor(who)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': key }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined, etag: response.headers.get('etag') };
  }

  private async environment(people: readonly DirectoryEntry[]): Promise<Record<string, string>> {
    const file = join(this.folder, 'directory.json');
    await writeFile(
      file,
      JSON.stringify({
        organisationId: ORGANISATION,
        units: people.filter(({ kind }) => kind === 'UNIT'),
        staff: people.filter(({ kind }) => kind === 'STAFF' || kind === 'CLIENT'),
        sources: people.filter(({ kind }) => kind === 'SOURCE'),
      }),
    );
    return {
      REDRESS_DATABASE_URL: await this.suite.databaseUrl('routing'),
      REDRESS_KAFKA_BROKERS: this.suite.brokers.join(','),
      REDRESS_TOPIC_PREFIX: this.suite.topicPrefix,
      REDRESS_OIDC_ISSUER: this.issuer.issuer,
      REDRESS_KEY_RING: JSON.stringify(this.keyRing),
      REDRESS_CLOCK: `driven:${MONDAY_NINE.toISOString()}`,
      REDRESS_CHECK_ANSWERS: 'true',
      REDRESS_LOG_LEVEL: process.env['REDRESS_LOG_LEVEL'] ?? 'silent',
      REDRESS_DIRECTORY_FILE: file,
    };
  }

  /** Publishes the shipped calendars, changed by `change`. */
  async publishCalendars(
    change: (calendar: ReturnType<typeof readCalendarFiles>[number]) => ReturnType<typeof readCalendarFiles>[number],
  ): Promise<void> {
    await this.publishDocuments(
      policyCalendar as unknown as DocumentContract,
      new Map(
        readCalendarFiles(SHIPPED_CALENDAR_DIR).map((content) => [
          content.id,
          { id: content.id, content: change(content) },
        ]),
      ),
    );
  }

  /** Readiness is what lets a service take its directory for read. */
  private async ready(): Promise<void> {
    for (const { operationsUrl } of this.replicas) {
      await eventually(async () => (await fetch(`${operationsUrl}/health/ready`)).status === 200, PATIENT);
    }
  }
}
