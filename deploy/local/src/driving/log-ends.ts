import type { TopicName } from '@redress/contracts';
import { Kafka, logLevel, type Admin } from 'kafkajs';

/** Offset that the next record of each partition gets, in their order, by topic. */
export type Ends = Readonly<Partial<Record<TopicName, readonly string[]>>>;

/**
 * Topics through which work goes from one service to another. Packs, calendars and directory are not waited for.
 */
const WORKING_TOPICS = [
  'complaint.lifecycle.v1',
  'complaint.submissions.v1',
  'privacy.keys.v1',
  'intake.dossiers.v1',
  'investigation.dossiers.v1',
  'resolution.dossiers.v1',
] as const satisfies readonly TopicName[];

/** Tells where the topics of the platform end. */
export class LogEnds {
  private constructor(
    private readonly admin: Admin,
    private readonly topicPrefix: string,
  ) {}

  static async open(brokers: readonly string[], topicPrefix: string): Promise<LogEnds> {
    const client = new Kafka({ clientId: 'clock-driver', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const admin = client.admin();
    await admin.connect();
    return new LogEnds(admin, topicPrefix);
  }

  /** The ends now. */
  async sample(): Promise<Ends> {
    const ends = await Promise.all(
      WORKING_TOPICS.map(async (topic) => {
        const offsets = await this.admin.fetchTopicOffsets(`${this.topicPrefix}${topic}`);
        const inOrder = offsets.toSorted((one, other) => one.partition - other.partition);
        return [topic, inOrder.map(({ high }) => high)] as const;
      }),
    );
    return Object.fromEntries(ends);
  }

  async close(): Promise<void> {
    await this.admin.disconnect();
  }
}
