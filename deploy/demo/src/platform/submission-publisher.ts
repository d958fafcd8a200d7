import { SUBMISSION_TYPE } from '@redress/contracts';
import { Kafka, logLevel, type Producer } from 'kafkajs';

/** `ce_source` of what the customer relationship system submits. */
export const PUBLISHER_SOURCE = 'client:crm';

/** Another system of the enterprise that submits complaints as records on `complaint.submissions.v1`. */
export class SubmissionPublisher {
  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
  ) {}

  /** Connects to the brokers. */
  static async open(brokers: readonly string[], topicPrefix: string): Promise<SubmissionPublisher> {
    const client = new Kafka({ clientId: 'crm', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const producer = client.producer({ allowAutoTopicCreation: false, retry: { retries: 5, initialRetryTime: 100 } });
    await producer.connect();
    return new SubmissionPublisher(producer, `${topicPrefix}complaint.submissions.v1`);
  }

  /**
   * Puts a complaint on the topic as a CloudEvent in binary mode; resolves when the broker has it.
   * @param id identifies the submission for ever, together with the source
   */
  async publish(id: string, at: Date, submission: Record<string, unknown>): Promise<void> {
    await this.producer.send({
      topic: this.topic,
      acks: -1,
      messages: [
        {
          key: id,
          value: JSON.stringify(submission),
          headers: {
            ce_specversion: '1.0',
            ce_id: id,
            ce_source: PUBLISHER_SOURCE,
            ce_type: SUBMISSION_TYPE,
            ce_time: at.toISOString(),
            'content-type': 'application/json',
          },
        },
      ],
    });
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}
