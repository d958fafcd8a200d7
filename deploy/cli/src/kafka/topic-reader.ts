import type { TopicName } from '@redress/contracts';
import type { KafkaConnection } from '@redress/messaging';
import type { Admin, KafkaMessage } from 'kafkajs';
import { Failure } from '../failure';

/** One record as it lies on a topic. */
export interface TopicRecord {
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Buffer | null;
  /** Text of a header; undefined when it is missing. Of one that occurs more than once the last counts. */
  header(name: string): string | undefined;
}

/**
 * Reads topics from their first record to the end that they have now, in the order of each partition, and leaves nothing
 * behind on the broker.
 * @returns how many records were read
 * @throws Failure when a topic does not exist; Error when nothing comes for a minute; whatever `onRecord` throws
 */
export async function readRecords(
  kafka: KafkaConnection,
  admin: Admin,
  topics: readonly TopicName[],
  onRecord: (record: TopicRecord) => void,
): Promise<number> {
  const { readTopics } = await import('@redress/messaging');
  const onBroker = topics.map((topic) => kafka.topicOnBroker(topic));
  const existing = new Set(await admin.listTopics());
  const missing = onBroker.find((topic) => !existing.has(topic));
  if (missing) throw new Failure(`Topic ${missing} does not exist. Create it: redress topics create`);
  let read = 0;
  await readTopics(kafka.client, onBroker, `${kafka.topicPrefix}redress-cli`, ({ topic, partition, messages }) => {
    const declared = kafka.declaredTopic(topic) as TopicName;
    for (const message of messages) onRecord(toRecord(declared, partition, message));
    read += messages.length;
  });
  return read;
}

function toRecord(topic: TopicName, partition: number, { offset, key, value, headers }: KafkaMessage): TopicRecord {
  return {
    topic,
    partition,
    offset: BigInt(offset),
    key: key?.toString('utf8') ?? null,
    value,
    header(name) {
      const given = headers?.[name];
      return (Array.isArray(given) ? given.at(-1) : given)?.toString('utf8');
    },
  };
}
