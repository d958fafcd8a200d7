import { TOPICS } from '@redress/contracts';
import { partitionOf } from '@redress/messaging';
import { Kafka, logLevel, type Message } from 'kafkajs';
import type { Clone } from './exemplar';
import { STORY } from '../story';

const BATCH = 4_000;

/** Puts the stories of clones on the topic, with kafkajs in large batches. */
export class StoryPublication {
  private readonly producer;
  private readonly topic: string;
  private batch: Message[] = [];
  private sent = 0;

  private constructor(brokers: readonly string[], topicPrefix: string) {
    const kafka = new Kafka({ clientId: 'redress-bench', brokers: [...brokers], logLevel: logLevel.NOTHING });
    this.producer = kafka.producer({ allowAutoTopicCreation: false, idempotent: true, maxInFlightRequests: 1 });
    this.topic = `${topicPrefix}${STORY}`;
  }

  static async open(brokers: readonly string[], topicPrefix: string): Promise<StoryPublication> {
    const publication = new StoryPublication(brokers, topicPrefix);
    await publication.producer.connect();
    return publication;
  }

  /** How many events were sent. */
  get count(): number {
    return this.sent;
  }

  /** Publishes the stories of all of these side by side, as they come when many people work at once. */
  async tell(clones: readonly Clone[]): Promise<void> {
    const partitions = clones.map(({ complaintId }) => partitionOf(complaintId, TOPICS[STORY].partitions));
    const longest = Math.max(0, ...clones.map(({ exemplar }) => exemplar.eventCount));
    for (let index = 0; index < longest; index++) {
      for (let at = 0; at < clones.length; at++) {
        const clone = clones[at] as Clone;
        if (index >= clone.exemplar.eventCount) continue;
        const { headers, value } = clone.exemplar.eventOf(clone, index);
        this.batch.push({ key: clone.complaintId, value, headers, partition: partitions[at] as number });
        if (this.batch.length === BATCH) await this.flush();
      }
    }
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.producer.disconnect();
    }
  }

  private async flush(): Promise<void> {
    const messages = this.batch;
    if (messages.length === 0) return;
    this.batch = [];
    await this.producer.send({ topic: this.topic, acks: -1, messages });
    this.sent += messages.length;
  }
}
