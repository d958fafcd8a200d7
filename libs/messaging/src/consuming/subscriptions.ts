import { TOPICS, type DocumentContract, type EventContract, type Received, type TopicName } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import type { RawRecord } from './log-record';

export type AnyContract = EventContract | DocumentContract;

/** One consumer that takes checked events or documents. */
export interface EventSubscription {
  readonly kind: 'events';
  /** Stable name: `<service>.<what-it-does>`. */
  readonly consumer: string;
  readonly contracts: readonly AnyContract[];
  readonly deliver: (events: readonly Received<unknown>[], tx: Transaction) => Promise<void>;
}

/** One consumer that takes records of a topic as they are. */
export interface RecordSubscription {
  readonly kind: 'records';
  readonly consumer: string;
  readonly topic: TopicName;
  /** Nothing waits for its effects, see `ConsumesRecords`. */
  readonly isUnhurried?: boolean;
  readonly deliver: (records: readonly RawRecord[], tx: Transaction) => Promise<void>;
}

export type Subscription = EventSubscription | RecordSubscription;

/** The consumers of a service do not fit together; the service must not start. */
export class InvalidSubscription extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidSubscription';
  }
}

const CONSUMER_NAME = /^[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)+$/;

/** Every consumer of one service, checked against one another when the service starts. */
export class Subscriptions {
  private readonly byType = new Map<TopicName, Map<string, EventSubscription[]>>();
  private readonly raw = new Map<TopicName, RecordSubscription[]>();
  private readonly names = new Set<string>();

  /** @throws InvalidSubscription naming the consumer and the rule that it breaks */
  add(subscription: Subscription): void {
    const { consumer } = subscription;
    if (!CONSUMER_NAME.test(consumer)) {
      throw new InvalidSubscription(`Consumer name "${consumer}" must be of the form <service>.<what-it-does>`);
    }
    if (this.names.has(consumer)) throw new InvalidSubscription(`There are two consumers named ${consumer}`);
    this.names.add(consumer);
    if (subscription.kind === 'records') this.addRecords(subscription);
    else this.addEvents(subscription);
  }

  /** Topics that at least one consumer reads. */
  get topics(): TopicName[] {
    return [...new Set([...this.byType.keys(), ...this.raw.keys()])];
  }

  /** Whether no reader of the topic is in a hurry. */
  isUnhurried(topic: TopicName): boolean {
    const consumers = this.ofRecords(topic);
    return consumers.length > 0 && consumers.every((subscription) => subscription.isUnhurried);
  }

  /** Consumers of one type; empty when the service does not handle it. */
  ofType(topic: TopicName, type: string): readonly EventSubscription[] {
    return this.byType.get(topic)?.get(type) ?? NONE;
  }

  /** Consumers of raw records of a topic; empty when its events are checked. */
  ofRecords(topic: TopicName): readonly RecordSubscription[] {
    return this.raw.get(topic) ?? [];
  }

  /** Every event type, or topic of raw records, with each of its consumers. */
  list(): { readonly event: string; readonly handler: string }[] {
    const events = [...this.byType.values()].flatMap((types) => [...types]);
    return [...events, ...this.raw].flatMap(([event, consumers]) =>
      consumers.map(({ consumer }) => ({ event, handler: consumer })),
    );
  }

  private addRecords(subscription: RecordSubscription): void {
    this.mustBeDeclared(subscription.consumer, subscription.topic);
    if (this.byType.has(subscription.topic)) this.refuseMixture(subscription.topic);
    this.raw.set(subscription.topic, [...this.ofRecords(subscription.topic), subscription]);
  }

  private addEvents(subscription: EventSubscription): void {
    const { consumer, contracts } = subscription;
    if (contracts.length === 0) throw new InvalidSubscription(`Consumer ${consumer} handles no type`);
    for (const { topic, type } of contracts) {
      this.mustBeDeclared(consumer, topic);
      if (this.raw.has(topic)) this.refuseMixture(topic);
      const types = this.byType.get(topic) ?? new Map<string, EventSubscription[]>();
      this.byType.set(topic, types);
      const others = types.get(type) ?? [];
      if (others.includes(subscription)) {
        throw new InvalidSubscription(`Consumer ${consumer} names ${type} twice`);
      }
      types.set(type, [...others, subscription]);
    }
  }

  private mustBeDeclared(consumer: string, topic: string): void {
    if (!(topic in TOPICS)) throw new InvalidSubscription(`Consumer ${consumer} reads ${topic}, which is not declared`);
  }

  private refuseMixture(topic: string): never {
    throw new InvalidSubscription(`Topic ${topic} is read as checked events and as raw records`);
  }
}

const NONE: readonly EventSubscription[] = [];

/** The contract of a type within a subscription. */
export function contractOf(subscription: EventSubscription, type: string): AnyContract {
  const contract = subscription.contracts.find((candidate) => candidate.type === type);
  if (!contract) throw new Error(`${subscription.consumer} does not handle ${type}`);
  return contract;
}
