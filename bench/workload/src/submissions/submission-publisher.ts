import { SIGNATURE_HEADER, SUBMISSION_TYPE } from '@redress/contracts';
import { signSubmission } from '@redress/security';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import type { SubmissionRecord } from '../people/workplace';

const TOPIC = 'complaint.submissions.v1';

/** A system of the directory, with the key that it signs with, in base64: as `endpoints.json` has it. */
export interface SigningSource {
  readonly id: string;
  readonly key: string;
}

/** Another system of the enterprise that submits complaints as records. Close it in the end. */
export class SubmissionPublisher {
  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
    private readonly sources: readonly SigningSource[],
  ) {}

  /** Connects to the brokers. @param sources with the key of each that will publish */
  static async open(
    brokers: readonly string[],
    topicPrefix: string,
    sources: readonly SigningSource[],
  ): Promise<SubmissionPublisher> {
    const client = new Kafka({ clientId: 'submitter', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const producer = client.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    return new SubmissionPublisher(producer, `${topicPrefix}${TOPIC}`, sources);
  }

  /** Puts them on the topic in one request; resolves when the broker has them. */
  async publish(records: readonly SubmissionRecord[], at = new Date()): Promise<void> {
    const messages = records.map((record) => toMessage(record, at, this.sources));
    await this.producer.send({ topic: this.topic, acks: -1, messages });
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}

/** A submission as a CloudEvent in binary mode, signed by its source if that is among `sources`. */
export function toMessage(
  { id, source, submission }: SubmissionRecord,
  at: Date,
  sources: readonly SigningSource[],
): Message {
  const value = JSON.stringify(submission);
  const signing = sources.find((one) => one.id === source);
  return {
    key: id,
    value,
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: source,
      ce_type: SUBMISSION_TYPE,
      ce_time: at.toISOString(),
      'content-type': 'application/json',
      ...(signing && {
        [SIGNATURE_HEADER]: signSubmission(Buffer.from(signing.key, 'base64'), { id, source, body: value }),
      }),
    },
  };
}
