import type { KafkaConnection } from '@redress/messaging';
import type { Admin } from 'kafkajs';
import { Failure, reasonOf } from '../failure';
import type { Settings } from '../settings/settings';

/**
 * Connects to Kafka for the time of `work`.
 * @throws Failure at once when none of the brokers answers
 */
export async function withKafka<T>(
  settings: Settings,
  work: (kafka: KafkaConnection, admin: Admin) => Promise<T>,
): Promise<T> {
  const { brokers, topicPrefix } = settings;
  const { KafkaConnection } = await import('@redress/messaging');
  const { createLogger } = await import('@redress/observability');
  const logger = createLogger({ service: 'cli', level: 'silent' });
  const kafka = new KafkaConnection({ brokers, clientId: 'redress-cli', topicPrefix, logger });
  await mustAnswer(kafka, brokers);
  const admin = kafka.client.admin();
  await admin.connect();
  try {
    return await work(kafka, admin);
  } finally {
    await admin.disconnect();
  }
}

/** The patient client would try for many seconds what an operator wants to know now. */
async function mustAnswer(kafka: KafkaConnection, brokers: readonly string[]): Promise<void> {
  let failure: unknown;
  for (const _ of brokers) {
    const probe = kafka.oneTryClient.admin();
    try {
      await probe.connect();
      return;
    } catch (error) {
      failure = error;
    } finally {
      await probe.disconnect().catch(() => undefined);
    }
  }
  throw new Failure(`Kafka does not answer at ${brokers.join(', ')}: ${reasonOf(failure)}`, {}, { cause: failure });
}
