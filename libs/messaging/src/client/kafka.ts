import type { Logger } from '@redress/observability';
import { Kafka, logLevel, type ICustomPartitioner, type LogEntry, type RetryOptions } from 'kafkajs';
import { registerCompressionCodecs } from './compression-codecs';
import { partitionOf } from './murmur2';

export interface KafkaOptions {
  /** `host:port` of one or more brokers. */
  readonly brokers: readonly string[];
  /** Shown in the broker's logs. */
  readonly clientId: string;
  readonly logger: Logger;
  /** Put before the name of every topic and group. Default ''. */
  readonly topicPrefix?: string;
}

/**
 * All of it said, nothing left to the defaults of the library: those depend on NODE_ENV and would make tests behave
 * differently from production.
 */
const PATIENT: RetryOptions = { initialRetryTime: 100, maxRetryTime: 3_000, factor: 0.2, multiplier: 2, retries: 8 };
const ONE_TRY: RetryOptions = { ...PATIENT, retries: 0 };

/** Where the platform's Kafka is, and the clients that are made for it. */
export class KafkaConnection {
  /** For consumers and administration: tries again for some seconds. */
  readonly client: Kafka;
  /** For the relay: tries once, because the relay itself tries again. */
  readonly oneTryClient: Kafka;
  readonly topicPrefix: string;

  constructor(options: KafkaOptions) {
    registerCompressionCodecs();
    this.topicPrefix = options.topicPrefix ?? '';
    const base = {
      clientId: options.clientId,
      brokers: [...options.brokers],
      logLevel: logLevel.INFO,
      logCreator: () => (entry: LogEntry) => write(options.logger, entry),
      connectionTimeout: 2_000,
      authenticationTimeout: 2_000,
      enforceRequestTimeout: true,
    };
    this.client = new Kafka({ ...base, requestTimeout: 10_000, retry: PATIENT });
    this.oneTryClient = new Kafka({ ...base, requestTimeout: 4_000, retry: ONE_TRY });
  }

  /** Name of a declared topic on the broker. */
  topicOnBroker(topic: string): string {
    return this.topicPrefix + topic;
  }

  /** Declared name of a topic on the broker. */
  declaredTopic(topicOnBroker: string): string {
    return topicOnBroker.slice(this.topicPrefix.length);
  }
}

/** The partitioner of every producer of the platform; records without a key go to partition 0. */
export const pinnedPartitioner: ICustomPartitioner =
  () =>
  ({ partitionMetadata, message }) =>
    message.key === null || message.key === undefined
      ? 0
      : partitionOf(message.key as string | Buffer, partitionMetadata.length);

function write(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, logger: _, timestamp: __, stack: ___, ...fields } = log;
  const line = { kafka: namespace, ...fields };
  // The library calls every lost connection an error; here that is daily life, and what lasts is seen in readiness.
  if (level === logLevel.ERROR || level === logLevel.WARN) logger.warn(line, message);
  else logger.debug(line, message);
}
