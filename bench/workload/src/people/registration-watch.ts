import { randomUUID } from 'node:crypto';
import { complaintRegistered } from '@redress/contracts';
import { registerCompressionCodecs } from '@redress/messaging';
import { eventually } from '@redress/testing';
import { type Admin, type Consumer, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import type { Registration } from './workplace';

const TOPIC = 'complaint.lifecycle.v1';
const FETCH_WAIT_MS = 100;
/** Registrations that were not asked for are forgotten, the oldest first. */
const REMEMBERED = 50_000;

interface RegisteredValue extends Registration {
  readonly source: { readonly source: string; readonly id: string };
}

/** Reads from the story which complaint became of a submission, as the system does that submitted it. Close it in the end. */
export class RegistrationWatch {
  private readonly found = new Map<string, Registration>();

  private constructor(
    private readonly groupId: string,
    private readonly consumer: Consumer,
    private readonly admin: Admin,
  ) {}

  /** Follows the stories from now on, in a group of its own. */
  static async open(brokers: readonly string[], topicPrefix: string): Promise<RegistrationWatch> {
    registerCompressionCodecs();
    const kafka = new Kafka({ clientId: 'submitter', brokers: [...brokers], logLevel: logLevel.NOTHING });
    const groupId = `${topicPrefix}submitter-${randomUUID()}`;
    const topic = `${topicPrefix}${TOPIC}`;
    const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: FETCH_WAIT_MS, allowAutoTopicCreation: false });
    const watch = new RegistrationWatch(groupId, consumer, kafka.admin());
    await Promise.all([consumer.connect(), watch.admin.connect()]);
    const ends = await watch.admin.fetchTopicOffsets(topic);
    const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }));
    await watch.admin.setOffsets({ groupId, topic, partitions });
    await consumer.subscribe({ topic });
    await consumer.run({
      eachBatch: ({ batch }) => {
        for (const message of batch.messages) watch.take(message);
        return Promise.resolve();
      },
    });
    return watch;
  }

  /** Resolves when it is on the story; each submission is asked for once, and soon. */
  async of(source: string, id: string, timeoutMs: number): Promise<Registration> {
    const key = `${source} ${id}`;
    const registration = await eventually(() => this.found.get(key), {
      timeoutMs,
      what: `the registration of submission ${id}`,
    });
    this.found.delete(key);
    return registration;
  }

  async close(): Promise<void> {
    await this.consumer.disconnect();
    await this.admin.deleteGroups([this.groupId]).catch(() => undefined);
    await this.admin.disconnect();
  }

  private take({ headers = {}, value }: KafkaMessage): void {
    if (headers['ce_type']?.toString() !== complaintRegistered.type || !value) return;
    const registered = JSON.parse(value.toString()) as RegisteredValue;
    const { complaintId, complaintNo, source } = registered;
    this.found.set(`${source.source} ${source.id}`, { complaintId, complaintNo });
    if (this.found.size > REMEMBERED) this.found.delete(this.found.keys().next().value ?? '');
  }
}
