import { UUID, type EventKind, type Received, type ServiceName, type TopicName } from '@redress/contracts';
import type { Custody, FollowResult, StoryHeaders } from '@redress/lifecycle';
import { withLogContext, withRemoteParent, type Metrics } from '@redress/observability';
import { HEADER } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { BadRecord } from './consumer-errors';
import { readHeaders, readReceived, readStoryHeaders, recordedDay, type EventHeaders } from './envelope-reader';
import { emitterFault, moveFault } from './emitter-rules';
import type { Inbox } from './inbox';
import { headerText, type RawRecord } from './log-record';
import { contractOf, type AnyContract, type EventSubscription, type Subscriptions } from './subscriptions';
import { inWaves, type Delivery } from './waves';

/** The topic whose every event is followed, handled or not. */
export const STORY_TOPIC: TopicName = 'complaint.lifecycle.v1';

export interface RecordDeliveryOptions {
  readonly subscriptions: Subscriptions;
  readonly custody: Pick<Custody<ServiceName>, 'service' | 'expect' | 'follow'>;
  readonly inbox: Inbox;
  readonly metrics: Metrics;
  /** With tracing on every event is a call (and a span) of its own, so that one trace follows one complaint. */
  readonly isTraced: boolean;
}

interface Candidate {
  readonly record: RawRecord;
  readonly headers: EventHeaders;
  readonly consumers: readonly EventSubscription[];
}

/**
 * Delivers records, those of each partition in the order of the log, to the consumers of the service, within a transaction:
 * twice received ones once, custody followed, order kept per complaint.
 */
export class RecordDelivery {
  private readonly handlerSeconds;
  private readonly handled;

  constructor(private readonly options: RecordDeliveryOptions) {
    this.handlerSeconds = options.metrics.histogram({
      name: 'consumer_handler_seconds',
      help: 'Time of one call of a consumer, which may handle many events',
      labels: ['consumer'],
    });
    this.handled = options.metrics.counter({
      name: 'consumer_events_total',
      help: 'Events and records given to a consumer',
      labels: ['consumer'],
    });
  }

  /** Whether a record concerns this service at all. What does not is never parsed. */
  concerns(record: RawRecord): boolean {
    const { subscriptions } = this.options;
    if (subscriptions.ofRecords(record.topic).length > 0) return true;
    const type = headerText(record, HEADER.type);
    if (type === undefined || subscriptions.ofType(record.topic, type).length > 0) return true;
    return record.topic === STORY_TOPIC && record.headers[HEADER.stateSeq] !== undefined;
  }

  /** Whether a consumer of this service will be told of a record, and not by an event that it wrote itself. */
  isNews(record: RawRecord): boolean {
    const { custody, subscriptions } = this.options;
    if (subscriptions.ofRecords(record.topic).length > 0) return !subscriptions.isUnhurried(record.topic);
    const type = headerText(record, HEADER.type);
    return (
      type !== undefined &&
      subscriptions.ofType(record.topic, type).length > 0 &&
      headerText(record, HEADER.source) !== `/redress/${custody.service}`
    );
  }

  /** Asks for what {@link deliver} will need of the database and does not wait for it. */
  expect(tx: Transaction, records: readonly RawRecord[]): void {
    const subjects = records
      .filter(({ topic }) => topic === STORY_TOPIC)
      .map((record) => headerText(record, HEADER.subject) ?? '');
    this.options.custody.expect(
      tx,
      subjects.filter((subject) => UUID.test(subject)),
    );
  }

  /**
   * Records of several topics: those of the story come last, so that its consumers find the documents that came with it.
   * @throws BadRecord when a record does not obey its contract or breaks its story
   * @throws whatever a consumer throws
   */
  async deliver(tx: Transaction, records: readonly RawRecord[]): Promise<void> {
    const topics = new Set(records.map(({ topic }) => topic));
    const isOfStory = topics.delete(STORY_TOPIC);
    for (const name of isOfStory ? [...topics, STORY_TOPIC] : topics) {
      await this.deliverTopic(
        tx,
        records.filter(({ topic }) => topic === name),
      );
    }
  }

  private async deliverTopic(tx: Transaction, records: readonly RawRecord[]): Promise<void> {
    const [first] = records as [RawRecord, ...RawRecord[]];
    const raw = this.options.subscriptions.ofRecords(first.topic);
    for (const subscription of raw) {
      await this.measured(subscription.consumer, records.length, () => subscription.deliver(records, tx));
    }
    if (raw.length > 0) return;

    const candidates = this.candidates(records);
    const [isNew, followed] = await Promise.all([
      this.options.inbox.admit(
        tx,
        candidates
          .filter((candidate) => candidate.consumers.length > 0 && !this.isToldByCustody(candidate))
          .map(({ record, headers }) => ({ eventId: headers.id, day: recordedDay(record) })),
      ),
      this.follow(tx, candidates),
    ]);
    const fresh = candidates.filter((candidate) =>
      this.isToldByCustody(candidate)
        ? candidate.consumers.length > 0 && followed?.get(candidate.headers.id) === 'new'
        : isNew.has(candidate.headers.id),
    );
    for (const { consumer, events } of inWaves(this.checked(fresh))) await this.call(consumer, events, tx);
  }

  /**
   * Follows custody as {@link deliver} does, without telling any consumer: for events that an operator skips. Steps that
   * are missing before it are given up with it, so that the story can go on.
   * @throws BadRecord when the headers cannot be read
   */
  async followOnly(tx: Transaction, record: RawRecord): Promise<void> {
    if (record.topic !== STORY_TOPIC || record.headers[HEADER.stateSeq] === undefined) return;
    const headers = readHeaders(record);
    const story = readStoryHeaders(record, headers);
    // What its emitter could not have said is given up without an effect on custody.
    if (emitterFault(headers.type, headers.emitter) ?? moveFault(headers.type, story)) return;
    await this.options.custody.follow(tx, [story], { acceptGaps: true });
  }

  /** Of what occurs twice in one batch only the first, else custody would call it known. */
  private candidates(records: readonly RawRecord[]): Candidate[] {
    const byId = new Map<string, Candidate>();
    for (const record of records) {
      const headers = readHeaders(record);
      if (byId.has(headers.id)) continue;
      mustHaveNoFault(emitterFault(headers.type, headers.emitter));
      const consumers = this.options.subscriptions.ofType(record.topic, headers.type);
      byId.set(headers.id, { record, headers, consumers });
    }
    return [...byId.values()];
  }

  private async follow(
    tx: Transaction,
    candidates: readonly Candidate[],
  ): Promise<ReadonlyMap<string, FollowResult> | undefined> {
    if (candidates[0]?.record.topic !== STORY_TOPIC) return undefined;
    const story: StoryHeaders[] = candidates.map(({ record, headers }) => {
      const read = readStoryHeaders(record, headers);
      mustHaveNoFault(moveFault(headers.type, read));
      return read;
    });
    const results = await this.options.custody.follow(tx, story);
    for (const { eventId, emitter, move } of story) {
      const result = results.get(eventId);
      if (result === 'gap') {
        throw new BadRecord('STATE_SEQ_GAP', `stateSeq ${move?.stateSeq} does not follow what this service knows`);
      }
      if (result === 'conflict') {
        throw new BadRecord('STORY_CONFLICT', `another event stands at stateSeq ${move?.stateSeq} of this story`);
      }
      if (result === 'foreign') {
        throw new BadRecord(
          'STORY_CONFLICT',
          `${emitter} does not hold the complaint that it moves to ${move?.stateSeq}`,
        );
      }
    }
    return results;
  }

  /**
   * Whether custody tells that an event was handled before: a step of the story that another service made is handled in the
   * transaction that follows it, so at or below the known one it is past. Own steps are known before they are read back.
   */
  private isToldByCustody({ record, headers }: Candidate): boolean {
    return (
      record.topic === STORY_TOPIC && headers.stateSeq !== undefined && headers.emitter !== this.options.custody.service
    );
  }

  private *checked(candidates: readonly Candidate[]): Generator<Delivery<EventSubscription, Received>> {
    for (const { record, headers, consumers } of candidates) {
      const contract = contractOf(consumers[0] as EventSubscription, headers.type);
      yield { event: checkedEvent(record, headers, contract), consumers, orderKey: headers.subject };
    }
  }

  private async call(consumer: EventSubscription, events: readonly Received[], tx: Transaction): Promise<void> {
    if (!this.options.isTraced) return this.callOnce(consumer, events, tx);
    for (const event of events) await this.callOnce(consumer, [event], tx);
  }

  private callOnce(subscription: EventSubscription, events: readonly Received[], tx: Transaction): Promise<void> {
    const { consumer } = subscription;
    const [first] = events as [Received, ...Received[]];
    const isOneTrace = events.every((event) => event.traceparent === first.traceparent);
    const isOneSubject = events.every((event) => event.subject === first.subject);
    const context = {
      consumer,
      ...(isOneSubject && first.topic === STORY_TOPIC ? { complaintId: first.subject } : {}),
    };
    return withLogContext(context, () =>
      withRemoteParent(
        isOneTrace ? first.traceparent : undefined,
        `consume ${consumer}`,
        { 'messaging.destination.name': first.topic, 'messaging.batch.message_count': events.length },
        () => this.measured(consumer, events.length, () => subscription.deliver(events, tx)),
      ),
    );
  }

  private async measured(consumer: string, count: number, work: () => Promise<void>): Promise<void> {
    const end = this.handlerSeconds.startTimer({ consumer });
    await work();
    end();
    this.handled.inc({ consumer }, count);
  }
}

/**
 * Checks a value against its contract and its headers.
 * @throws BadRecord naming the fields, never their values
 */
export function checkedEvent(record: RawRecord, headers: EventHeaders, contract: AnyContract): Received {
  if (record.value === null) {
    if (contract.kind !== 'document') throw new BadRecord('INVALID', 'an event must have a value');
    return readReceived(record, headers, null);
  }
  let json: unknown;
  try {
    json = JSON.parse(record.value.toString('utf8'));
  } catch {
    throw new BadRecord('INVALID', 'the value is not JSON');
  }
  const parsed = contract.schema.safeParse(json);
  if (!parsed.success) {
    // The library would name fields that are not known, and a name may be anything.
    const problems = parsed.error.issues.map(
      ({ code, message, path }) =>
        `/${path.map(String).join('/')} ${code === 'unrecognized_keys' ? 'holds a field that is not known' : message}`,
    );
    throw new BadRecord('INVALID', `the value does not satisfy ${contract.type}: ${problems.slice(0, 5).join('; ')}`);
  }
  const received = readReceived(record, headers, parsed.data);
  if (contract.kind !== 'document') mustAgree(received, contract.kind);
  return received;
}

function mustHaveNoFault(fault: string | undefined): void {
  if (fault !== undefined) throw new BadRecord('INVALID', fault);
}

/** The codec writes custody into headers and value; a difference means that another writer wrote one of them. */
function mustAgree(event: Received, kind: EventKind): void {
  const data = event.data as Record<string, unknown>;
  if (data['complaintId'] !== event.subject) throw new BadRecord('INVALID', '/complaintId differs from ce_subject');
  if ((kind === 'state') !== (event.stateSeq !== undefined)) {
    throw new BadRecord('INVALID', 'state events, and they alone, carry ce_stateseq');
  }
  if (kind !== 'state') return;
  for (const field of ['stateSeq', 'from', 'to', 'holder'] as const) {
    if (data[field] !== event[field]) throw new BadRecord('INVALID', `/${field} differs from its header`);
  }
}
