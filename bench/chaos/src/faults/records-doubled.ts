import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { TOPICS, TOPIC_NAMES } from '@redress/contracts';
import type { SeededRandom } from '@redress/testing';
import { Kafka, logLevel, type KafkaMessage, type Message } from 'kafkajs';
import type { Stage } from '../stage/stage';
import type { Fault, Struck } from './fault';

const SHARE = 0.1;
const JOIN_TIMEOUT_MS = 20_000;

/** Topics whose records lead to work. Packs, calendars and the directory do not change during a run. */
const TOPICS_DOUBLED = TOPIC_NAMES.filter((topic) => TOPICS[topic].partitions > 1);

/**
 * A tenth of all records is delivered twice: each is written again, byte for byte and into the same partition, soon after it
 * was written first, as a producer does that did not hear of its success. Other records of the same complaint may lie between.
 */
export const recordsDoubled: Fault = {
  kind: 'records-doubled',
  lastsMs: [8_000, 14_000],
  recoversInMs: 1_000,
  strike: async (stage, random) => double(stage, random),
};

async function double(stage: Stage, random: SeededRandom): Promise<Struck> {
  const { infrastructure, topicPrefix } = stage.platform;
  const client = new Kafka({ clientId: 'chaos-doubler', brokers: infrastructure.brokers, logLevel: logLevel.NOTHING });
  const producer = client.producer({ allowAutoTopicCreation: false });
  const groupId = `chaos-doubler-${randomUUID()}`;
  const consumer = client.consumer({ groupId, maxWaitTimeInMs: 50, allowAutoTopicCreation: false });
  const doubled = new Set<string>();
  let count = 0;
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topics: TOPICS_DOUBLED.map((topic) => topicPrefix + topic), fromBeginning: false });
  let isJoined = false;
  consumer.on(consumer.events.GROUP_JOIN, () => (isJoined = true));
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { topic, partition, messages } }) => {
      const again = messages.filter((message) => {
        const id = `${topic} ${String(message.headers?.['ce_id'])}`;
        // What was doubled comes along here a second time.
        if (doubled.has(id) || random.next() >= SHARE) return false;
        doubled.add(id);
        return true;
      });
      if (again.length === 0) return;
      await producer.send({ topic, acks: -1, messages: again.map((message) => copyOf(message, partition)) });
      count += again.length;
    },
  });
  for (const deadline = performance.now() + JOIN_TIMEOUT_MS; !isJoined && performance.now() < deadline;)
    await delay(20);
  if (!isJoined) throw new Error('The doubler did not join its group');
  const struck = {
    get target() {
      return `${count} records`;
    },
    end: async () => {
      await consumer.disconnect();
      await producer.disconnect();
    },
  };
  return struck;
}

function copyOf({ key, value, headers }: KafkaMessage, partition: number): Message {
  return { key, value, partition, ...(headers ? { headers } : {}) };
}
