import type { Transaction } from '@redress/persistence';
import type { MessageHandler } from '@nestjs/microservices';
import { ServerKafka } from '@nestjs/microservices';
import type { Consumer, Kafka } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import type { PausePartition } from './consumer-errors';
import type { ConsumerRuntime } from './consumer-runtime';
import type { ConsumerExtras } from './consumes.decorator';
import type { KafkaConnection } from '../client/kafka';
import { InvalidSubscription, type Subscriptions } from './subscriptions';

/**
 * Nest's Kafka server with our consumer runtime inside: Nest finds the consumer classes, injects what they need and calls
 * them; the runtime reads. Give it to `connectMicroservice({ strategy })`.
 */
export class ConsumerServer extends ServerKafka {
  constructor(
    private readonly kafka: KafkaConnection,
    private readonly runtime: ConsumerRuntime,
    private readonly subscriptions: Subscriptions,
    private readonly waitsFor: (error: unknown) => PausePartition | undefined = () => undefined,
  ) {
    super({ postfixId: '', consumer: { groupId: runtime.groupId } });
  }

  /**
   * Called by Nest for every method with `@Consumes` or `@ConsumesRecords` when the service starts.
   * @throws InvalidSubscription
   */
  override addHandler(
    pattern: string,
    handler: MessageHandler,
    isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const { contracts, topic, ...rest } = (extras ?? {}) as unknown as ConsumerExtras;
    if (!isEventHandler || (!contracts && !topic)) {
      throw new InvalidSubscription(`${pattern} listens without @Consumes or @ConsumesRecords`);
    }
    const deliver = async (items: readonly unknown[], tx: Transaction): Promise<void> => {
      try {
        const answer: unknown = await handler(items, tx);
        if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
      } catch (error) {
        throw this.waitsFor(error) ?? error;
      }
    };
    if (topic) this.subscriptions.add({ kind: 'records', consumer: pattern, topic, deliver, ...rest });
    else if (contracts) this.subscriptions.add({ kind: 'events', consumer: pattern, contracts, deliver });
  }

  override createClient<T = Kafka>(): Promise<T> {
    return Promise.resolve(this.kafka.client as T);
  }

  override async start(callback: () => void): Promise<void> {
    this.consumer = (this.client as unknown as Kafka).consumer(this.runtime.consumerConfig) as never;
    this.registerConsumerEventListeners();
    await (this.consumer as unknown as Consumer).connect();
    await this.bindEvents(this.consumer as never);
    callback();
  }

  override async bindEvents(consumer: never): Promise<void> {
    await this.runtime.start(consumer as Consumer);
  }

  override async close(): Promise<void> {
    await this.runtime.stop();
    this.consumer = null;
    this.client = null;
  }
}
