import { setTimeout as delay } from 'node:timers/promises';
import type { TopicName } from '@redress/contracts';
import { registerCompressionCodecs } from '@redress/messaging';
import { CompressionTypes, Kafka, logLevel, type Producer, type TopicMessages } from 'kafkajs';
import { Client } from 'pg';
import { answerParent } from '../process/answer-parent';
import { barePartition } from './registration-records';

/** What the bare relay can be asked. */
export type BareRelayTalk = {
  start: [question: { databaseUrl: string; brokers: readonly string[]; topicPrefix: string }, answer: null];
};

interface OutboxRow {
  readonly id: string;
  readonly topic: TopicName;
  readonly key: string;
  readonly headers: string;
  readonly value: string;
}

const BATCH = 1_000;
/** Batches that are not full wait for more: many small ones cost far more than a few large ones. */
const PAUSE_MS = 50;

/** As the services do: a plan that was made on the empty table would read all that was ever in it, batch by batch. */
const BY_INDEX = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

const TAKE = {
  name: 'take',
  text: `delete from bare_outbox where id in (select id from bare_outbox order by id limit ${BATCH})
    returning id, topic, key, headers, value`,
};

/** Empties an outbox into the log: one delete and one send for each batch, committed when the broker has acknowledged. */
class BareRelay {
  private database: Client | undefined;
  private producer: Producer | undefined;
  private loop: Promise<void> = Promise.resolve();
  private isStopping = false;

  async start({ databaseUrl, brokers, topicPrefix }: BareRelayTalk['start'][0]): Promise<null> {
    registerCompressionCodecs();
    const database = new Client({ connectionString: databaseUrl, options: BY_INDEX });
    const kafka = new Kafka({ clientId: 'redress-bench-relay', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await database.connect();
    await producer.connect();
    this.database = database;
    this.producer = producer;
    this.loop = this.relay(database, producer, topicPrefix).catch((error: Error) => {
      console.error(error);
      process.exit(1);
    });
    return null;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.loop;
    await this.producer?.disconnect();
    await this.database?.end();
  }

  private async relay(database: Client, producer: Producer, topicPrefix: string): Promise<void> {
    while (!this.isStopping) {
      await database.query('begin');
      const { rows } = await database.query<OutboxRow>(TAKE);
      if (rows.length > 0) {
        await producer.sendBatch({
          acks: -1,
          compression: rows.length < BATCH / 10 ? CompressionTypes.None : CompressionTypes.ZSTD,
          topicMessages: topicMessages(rows, topicPrefix),
        });
      }
      await database.query('commit');
      if (rows.length < BATCH) await delay(PAUSE_MS);
    }
  }
}

function topicMessages(rows: OutboxRow[], topicPrefix: string): TopicMessages[] {
  const byTopic = new Map<string, TopicMessages>();
  rows.sort((one, other) => Number(one.id) - Number(other.id));
  for (const { topic, key, headers, value } of rows) {
    let messages = byTopic.get(topic);
    if (!messages) byTopic.set(topic, (messages = { topic: topicPrefix + topic, messages: [] }));
    messages.messages.push({
      key,
      value,
      headers: JSON.parse(headers) as Record<string, string>,
      partition: barePartition(topic, key),
    });
  }
  return [...byTopic.values()];
}

const relay = new BareRelay();
answerParent<BareRelayTalk>({ start: (question) => relay.start(question) }, () => relay.stop());
