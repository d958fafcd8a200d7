import { registerCompressionCodecs } from '@redress/messaging';
import { type Consumer, Kafka, logLevel } from 'kafkajs';
import { Pool } from 'pg';
import { answerParent } from '../process/answer-parent';
import { BareRegistrations, type BareSubmission } from './bare-registration';
import { registerMany } from './register-statements';
import type { RegistrationSample } from './registration-records';

/** What the bare consumer can be asked. */
export type BareConsumerTalk = {
  start: [
    question: {
      databaseUrl: string;
      brokers: readonly string[];
      topicPrefix: string;
      sample: RegistrationSample;
      /** Partitions at a time. */
      lanes: number;
    },
    answer: null,
  ];
};

const RECORDS_IN_A_TRANSACTION = 500;

/** Registers what others submit on the topic: batch by batch, several hundred in a statement. */
class BareConsumer {
  private pool: Pool | undefined;
  private consumer: Consumer | undefined;

  async start({ databaseUrl, brokers, topicPrefix, sample, lanes }: BareConsumerTalk['start'][0]): Promise<null> {
    registerCompressionCodecs();
    const pool = new Pool({
      connectionString: databaseUrl,
      max: lanes,
      options: '-c plan_cache_mode=force_generic_plan',
    });
    const registrations = new BareRegistrations(sample);
    const kafka = new Kafka({ clientId: 'redress-bench-consumer', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: `${topicPrefix}bare`, maxWaitTimeInMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topic: `${topicPrefix}complaint.submissions.v1`, fromBeginning: true });
    await consumer.run({
      partitionsConsumedConcurrently: lanes,
      eachBatchAutoResolve: false,
      eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
        for (let from = 0; from < batch.messages.length; from += RECORDS_IN_A_TRANSACTION) {
          const records = batch.messages.slice(from, from + RECORDS_IN_A_TRANSACTION);
          const drafts = records.map(({ headers, value }) =>
            registrations.of(
              JSON.parse(String(value)) as BareSubmission,
              String(headers?.['ce_source']),
              String(headers?.['ce_id']),
            ),
          );
          await pool.query(registerMany(drafts));
          resolveOffset(records.at(-1)?.offset ?? '');
          await heartbeat();
        }
      },
    });
    this.pool = pool;
    this.consumer = consumer;
    return null;
  }

  async stop(): Promise<void> {
    await this.consumer?.disconnect();
    await this.pool?.end();
  }
}

const consumer = new BareConsumer();
answerParent<BareConsumerTalk>({ start: (question) => consumer.start(question) }, () => consumer.stop());
