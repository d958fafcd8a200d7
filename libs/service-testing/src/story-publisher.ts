import {
  assignmentAccepted,
  complaintAssigned,
  complaintDetermined,
  directoryEntry,
  emittersOf,
  holderAfter,
  policyPack,
  STATE,
  targetsOf,
  type ComplaintState,
  type DirectoryEntry,
  type DocumentContract,
  type EventContract,
  type Holder,
  type ServiceName,
  type TopicName,
} from '@redress/contracts';
import { createTopics, pinnedPartitioner } from '@redress/messaging';
import { readPackFiles, SHIPPED_PACK_DIR } from '@redress/policy';
import { eventually, type TestSuite } from '@redress/testing';
import { CompressionTypes, type Message, type Producer } from 'kafkajs';
import { v7 } from 'uuid';
import { documentMessage, responsibleIn, storyMessage, type StoryMove, type Told } from './story-message';

/** One complaint of a test and how far its story is written. */
export interface ToldComplaint {
  readonly complaintId: string;
  readonly complaintNo: string;
  stateSeq: number;
  state: ComplaintState | null;
  holder: Holder | null;
  /** As custody keeps them: the unit that received it, the one responsible, and who handles it. */
  receivingUnit?: string;
  unitId?: string;
  handlerId?: string | undefined;
}

/** The usual next step of a complaint on its way from routing to resolution. */
const HANDING_OVER: ReadonlyMap<ComplaintState, EventContract> = new Map<ComplaintState, unknown>([
  [STATE.REGISTERED, complaintAssigned],
  [STATE.UNDER_ASSESSMENT, complaintAssigned],
  [STATE.ASSIGNED, assignmentAccepted],
  [STATE.UNDER_INVESTIGATION, complaintDetermined],
]) as ReadonlyMap<ComplaintState, EventContract>;

const TOPICS_TIMEOUT_MS = 30_000;

let serial = 0;

/** A complaint of which nothing is told yet. */
export function aComplaint(): ToldComplaint {
  serial += 1;
  const complaintNo = `GSCS-260302-${String(serial).padStart(5, '0')}`;
  return { complaintId: v7(), complaintNo, stateSeq: 0, state: null, holder: null };
}

/** Writes what other services write: events of the story, and documents. */
export class StoryPublisher {
  private constructor(
    private readonly producer: Producer,
    private readonly prefix: string,
  ) {}

  /** Makes the topics of the suite and connects. Close it in `afterAll`. */
  static async open(suite: TestSuite): Promise<StoryPublisher> {
    const kafka = suite.kafkaClient();
    const admin = kafka.admin();
    await admin.connect();
    // A broker that has started a moment ago may not host yet what it has just created.
    await eventually(
      async () => (await createTopics(admin, { prefix: suite.topicPrefix, replicationFactor: 1 })).length >= 0,
      { timeoutMs: TOPICS_TIMEOUT_MS, what: 'the topics to be made' },
    );
    await admin.disconnect();
    const producer = kafka.producer({ createPartitioner: pinnedPartitioner, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    return new StoryPublisher(producer, suite.topicPrefix);
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }

  /**
   * Tells one event of a complaint's story, with the example of its contract changed by `payload`; the place of a move in
   * the story is filled in and `complaint` moved on. What any holder may emit comes from the one that holds it; a move by a
   * service that does not hold the complaint yet is told after those that hand it over.
   */
  async tell<P>(
    complaint: ToldComplaint,
    contract: EventContract<P>,
    payload: Partial<P> = {},
    {
      at = new Date(),
      reasonCode,
      times = 1,
      traceparent,
      staffId,
    }: { at?: Date; reasonCode?: string; times?: number; traceparent?: string; staffId?: string } = {},
  ): Promise<void> {
    if (contract.kind === 'state') await this.handOver(complaint, contract, at);
    const emitters = emittersOf(contract);
    const by = emitters.find((service) => service === complaint.holder) ?? (emitters[0] as ServiceName);
    const move = contract.kind === 'state' ? this.moveOf(complaint, contract, by, payload) : undefined;
    const told: Told = { contract, by, payload, reasonCode, staffId, ...(move ? { move } : {}) };
    const message = storyMessage(complaint, told, { at, traceparent });
    await this.send(contract.topic, Array<Message>(times).fill(message));
  }

  /** Publishes a whole document; null erases it. */
  async publish<T>(contract: DocumentContract<T>, key: string, data: T | null): Promise<void> {
    await this.send(contract.topic, [documentMessage(contract, key, data)]);
  }

  /** Publishes units and people as routing does, each in its organisation. */
  async publishDirectory(entries: readonly DirectoryEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.send(
      directoryEntry.topic,
      entries.map((entry) =>
        documentMessage(directoryEntry, entry.id, entry, { organisationId: entry.organisationId }),
      ),
    );
  }

  /** Publishes the shipped packs as intake does. */
  async publishPacks(): Promise<void> {
    for (const { pack } of readPackFiles(SHIPPED_PACK_DIR)) {
      if (!pack) throw new Error('A shipped pack is not valid');
      const { id, version } = pack;
      const effectiveFrom = new Date(pack.effectiveFrom).toISOString();
      const content = pack as unknown as Record<string, unknown>;
      const document = { id, version, effectiveFrom, publishedAt: effectiveFrom, content };
      await this.publish(policyPack, `${id}:${version}`, document);
    }
  }

  /** Puts records on a topic as they are; resolves when the broker has them. */
  async send(topic: TopicName, messages: readonly Message[]): Promise<void> {
    await this.producer.send({
      topic: this.prefix + topic,
      acks: -1,
      compression: CompressionTypes.GZIP,
      messages: [...messages],
    });
  }

  private async handOver(
    complaint: ToldComplaint,
    contract: Pick<EventContract, 'type' | 'emittedBy'>,
    at: Date,
  ): Promise<void> {
    while (complaint.holder !== null && !emittersOf(contract).includes(complaint.holder)) {
      const step = HANDING_OVER.get(complaint.state as ComplaintState);
      if (!step) throw new Error(`${contract.type} is not emitted by who holds a complaint that is ${complaint.state}`);
      await this.tell(complaint, step, {}, { at });
    }
  }

  private moveOf(complaint: ToldComplaint, contract: EventContract, by: ServiceName, payload: object): StoryMove {
    const { to = targetsOf(contract.transitions)[0] as ComplaintState } = payload as { readonly to?: ComplaintState };
    const from = complaint.state;
    complaint.stateSeq += 1;
    complaint.state = to;
    complaint.holder = holderAfter(to, by as Holder);
    const named = { ...complaint, ...(contract.example as object), ...payload };
    const goesBack = to === STATE.UNDER_ASSESSMENT && complaint.receivingUnit !== undefined;
    const { unitId, handlerId } = goesBack
      ? { unitId: complaint.receivingUnit as string, handlerId: undefined }
      : responsibleIn(named);
    Object.assign(complaint, { unitId, handlerId, receivingUnit: complaint.receivingUnit ?? unitId });
    return { stateSeq: complaint.stateSeq, from, to, holder: complaint.holder, unitId, handlerId: handlerId ?? null };
  }
}
