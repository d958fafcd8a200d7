import { SUBMISSION_TYPE } from '@redress/contracts';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import type { SubmissionRecord } from '../people/workplace';

const TOPIC = 'complaint.submissions.v1';

/** Another system of the enterprise that submits complaints as records. Close it in the end. */
export class SubmissionPublisher {
  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
  ) {}

  /** Connects to the brokers. */
  static async open(brokers: readonly string[], topicPrefix: string): Promise<SubmissionPublisher> {
    const client = new Kafka({ clientId: 'submitter', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const producer = client.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new SubmissionPublisher(producer, `${topicPrefix}${TOPIC}`);
  }

  /** Puts them on the topic in one request; resolves when the broker has them. */
  async publish(records: readonly SubmissionRecord[], at = new Date()): Promise<void> {
    const messages = records.map((record) => toMessage(record, at));
    await this.producer.send({ topic: this.topic, acks: -1, messages });
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}

/** A submission as a CloudEvent in binary mode. */
export function toMessage({ id, source, submission }: SubmissionRecord, at: Date): Message {
  return {
    key: id,
    value: JSON.stringify(submission),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: source,
      ce_type: SUBMISSION_TYPE,
      ce_time: at.toISOString(),
      'content-type': 'application/json',
    },
  };
}
