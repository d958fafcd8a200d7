import { TOPICS, type TopicName } from '@redress/contracts';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from '@redress/infrastructure';

/** One record as its outbox row held it. */
export interface RecordSample {
  readonly topic: TopicName;
  /** A JSON object of header names and texts. */
  readonly headers: string;
  readonly value: string;
}

/** The three records of one registration, as the product published them. */
export interface RegistrationSample {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly key: RecordSample;
  readonly dossier: RecordSample;
  readonly event: RecordSample;
}

const FOUND_WITHIN_MS = 30_000;

/** Reads from the log what the registration of this complaint published, for a baseline that writes records of the same sizes. */
export async function sampleRegistration(
  brokers: readonly string[],
  topicPrefix: string,
  complaint: { readonly complaintId: string; readonly complaintNo: string },
): Promise<RegistrationSample> {
  const topics = ['privacy.keys.v1', 'intake.dossiers.v1', 'complaint.lifecycle.v1'] as const satisfies TopicName[];
  const found = new Map<string, RecordSample>();
  const kafka = new Kafka({ clientId: 'redress-bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `${topicPrefix}bench-sample-${complaint.complaintId}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: topics.map((topic) => topicPrefix + topic), fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic: topicOnBroker, message: { key, headers, value } }) => {
        const topic = topicOnBroker.slice(topicPrefix.length);
        if (key?.toString() !== complaint.complaintId || value === null || found.has(topic)) return;
        const texts = Object.entries(headers ?? {}).map(([name, content]) => [name, String(content)]);
        found.set(topic, {
          topic: topic as TopicName,
          headers: JSON.stringify(Object.fromEntries(texts)),
          value: value.toString(),
        });
      },
    });
    await eventually(() => found.size === topics.length, {
      timeoutMs: FOUND_WITHIN_MS,
      what: `the records of ${complaint.complaintNo} on ${topics.join(', ')}`,
    });
  } finally {
    await consumer.disconnect();
  }
  const [key, dossier, event] = topics.map((topic) => found.get(topic) as RecordSample);
  return { ...complaint, key, dossier, event } as RegistrationSample;
}

/** Partition of a complaint's records: any fixed spread does, and the cheapest is the end of its id. */
export function barePartition(topic: TopicName, complaintId: string): number {
  return Number.parseInt(complaintId.slice(-6), 16) % TOPICS[topic].partitions;
}
