import { randomUUID } from 'node:crypto';
import { registerCompressionCodecs } from '@redress/messaging';
import { Kafka, logLevel, type Consumer, type Producer } from 'kafkajs';
import { createTransport, type Transporter } from 'nodemailer';
import { Client } from 'pg';
import { answerParent } from '../process/answer-parent';

export interface HopSettings {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly topic: string;
  /** Topic to which every record goes on once it is committed. */
  readonly onwardTopic?: string;
  /** Mail server that gets a letter of so many bytes for every record once it is committed. */
  readonly mail?: { readonly url: string; readonly bytes: number };
}

/** What a hop can be asked. */
export type BareHopTalk = {
  /** Resolves when it reads. */
  start: [question: HopSettings, answer: null];
};

const INSERT = {
  name: 'hop',
  text: 'insert into hop select * from unnest($1::uuid[], $2::text[], $3::text[])',
};
const LETTER_HEAD_BYTES = 500;

/** Consumes, commits one row a record, and hands on: each the shortest way. */
class BareHop {
  private consumer: Consumer | undefined;
  private producer: Producer | undefined;
  private database: Client | undefined;
  private transporter: Transporter | undefined;

  async start({ brokers, databaseUrl, mail, onwardTopic, topic }: HopSettings): Promise<null> {
    registerCompressionCodecs();
    const kafka = new Kafka({ clientId: 'redress-bench-hop', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const database = new Client({ connectionString: databaseUrl });
    const consumer = kafka.consumer({ groupId: `${topic}-${randomUUID()}`, allowAutoTopicCreation: false });
    const producer = onwardTopic === undefined ? undefined : kafka.producer({ allowAutoTopicCreation: false });
    const transporter =
      mail && createTransport({ url: mail.url, pool: true, maxConnections: 8, maxMessages: Infinity });
    Object.assign(this, { consumer, producer, database, transporter });
    await Promise.all([database.connect(), consumer.connect(), producer?.connect()]);
    await consumer.subscribe({ topic, fromBeginning: true });
    const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
    await consumer.run({
      eachBatch: async ({ batch }) => {
        const records = batch.messages.map(({ headers, key, value }) => ({
          key: String(key),
          headers: JSON.stringify(Object.entries(headers ?? {}).map(([name, content]) => [name, String(content)])),
          value: String(value),
        }));
        const column = (name: 'key' | 'headers' | 'value') => records.map((record) => record[name]);
        await database.query({ ...INSERT, values: [column('key'), column('headers'), column('value')] });
        if (producer && onwardTopic !== undefined) {
          await producer.send({ topic: onwardTopic, acks: -1, messages: batch.messages });
        }
        if (transporter && mail) {
          for (const { key } of records) void transporter.sendMail(letterTo(key, mail.bytes));
        }
      },
    });
    await joined;
    return null;
  }

  async close(): Promise<void> {
    await this.consumer?.disconnect();
    await this.producer?.disconnect();
    await this.database?.end();
    this.transporter?.close();
  }
}

function letterTo(key: string, bytes: number) {
  return {
    from: 'Acme Customer Care <complaints@acme.example>',
    to: `${key}@customer.example`,
    subject: 'We have accepted your complaint',
    text: 'x'
      .repeat(64)
      .concat('\n')
      .repeat(Math.ceil(Math.max(0, bytes - LETTER_HEAD_BYTES) / 65)),
  };
}

const hop = new BareHop();
answerParent<BareHopTalk>({ start: (settings) => hop.start(settings) }, () => hop.close());
