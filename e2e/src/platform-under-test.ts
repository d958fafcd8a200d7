import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { launch, type CaughtLetter, type LaunchOptions, type Platform } from '@redress/local';
import { eventually, testInfrastructure, type TestSuite } from '@redress/testing';
import {
  type ClientOptions,
  RedressClient,
  type Registration,
  SubmissionPublisher,
  type SubmissionRecord,
  type Workplace,
} from '@redress/workload';
import { StoryFollower } from './story-follower';

const DRIVER = 'client:driver';
const REST_MS = 90_000;

/** Tuesday, 9:30 in the morning in the zone of the shipped calendar. */
const STARTS_AT = new Date('2026-03-03T01:30:00Z');

/** The whole platform as users have it, every service a process of its own, on business time that the test drives. */
export class PlatformUnderTest implements Workplace {
  readonly patienceMs = REST_MS;
  private at = STARTS_AT;
  private publisher: Promise<SubmissionPublisher> | undefined;

  private constructor(
    private readonly suite: TestSuite,
    readonly platform: Platform,
    /** Folder of logs and attachments. */
    readonly home: string,
    readonly client: RedressClient,
    readonly story: StoryFollower,
  ) {}

  /** Starts everything in a corner of its own of the shared servers. */
  static async start({
    observer,
    ...options
  }: Pick<LaunchOptions, 'replicas' | 'environment' | 'directoryFile'> &
    Pick<ClientOptions, 'observer'> = {}): Promise<PlatformUnderTest> {
    const suite = await testInfrastructure();
    const home = mkdtempSync(join(tmpdir(), 'redress-e2e-'));
    const { infrastructure, topicPrefix, databasePrefix } = suite;
    try {
      const platform = await launch({
        ...options,
        infrastructure,
        topicPrefix,
        databasePrefix,
        home,
        ports: 'any',
        clock: { drivenFrom: STARTS_AT },
      });
      const client = new RedressClient({
        observer,
        tokenOf: (who) => (who.startsWith('client:') ? platform.clientToken(who) : platform.tokenFor(who)),
      });
      const story = await StoryFollower.open(suite.kafkaClient(), topicPrefix);
      return new PlatformUnderTest(suite, platform, home, client, story);
    } catch (error) {
      await suite.cleanup();
      throw error;
    }
  }

  /** Business time. */
  get now(): Date {
    return this.at;
  }

  get kafka() {
    return this.suite.kafkaClient();
  }

  /** The address of a path, at the listener that serves it. */
  url(service: ServiceName, path: string, replica = 0): string {
    return this.platform.service(service, replica).at(path);
  }

  addresses(service: ServiceName, path: string): readonly string[] {
    return [this.url(service, path)];
  }

  async publishSubmission(record: SubmissionRecord): Promise<void> {
    const { infrastructure, topicPrefix, endpoints } = this.platform;
    this.publisher ??= SubmissionPublisher.open(infrastructure.brokers, topicPrefix, endpoints.sources);
    await (await this.publisher).publish([record], this.at);
  }

  async registrationOf(source: string, id: string): Promise<Registration> {
    const { complaintId, value } = await eventually(() => this.story.registered(source, id), {
      timeoutMs: REST_MS,
      what: 'the registration of a submission from the topic',
    });
    return { complaintId, complaintNo: String(value['complaintNo']) };
  }

  /** Moves the business time of every service, and lets them do what it brings. */
  async advanceTo(at: Date): Promise<void> {
    await this.everywhere((url) => this.client.ask(DRIVER, 'POST', `${url}/internal/clock`, { body: { now: at } }));
    this.at = at;
    await this.settle();
  }

  /**
   * Resolves when nothing is left to do at this business time and every story was read: all services idle in two rounds
   * between which nothing was published.
   */
  async settle(): Promise<void> {
    let before: bigint | undefined;
    await eventually(
      async () => {
        const idle = await this.isIdle();
        const published = idle ? await this.story.published() : undefined;
        const isAtRest = published !== undefined && published === before;
        before = published;
        return isAtRest;
      },
      { timeoutMs: REST_MS, intervalMs: 50, what: 'the platform to come to rest' },
    );
    await this.story.catchUp();
  }

  /** Letters to an address whose subject matches, the oldest first. */
  letters(to: string, subject: RegExp): CaughtLetter[] {
    return this.platform.mail
      .list(to)
      .filter((letter) => subject.test(letter.subject))
      .toReversed();
  }

  async letter(to: string, subject: RegExp, count = 1): Promise<CaughtLetter> {
    const found = await eventually(() => this.letters(to, subject)[count - 1], {
      timeoutMs: REST_MS,
      what: `letter ${count} that matches ${String(subject)}`,
    });
    return found;
  }

  async stop(): Promise<void> {
    await (await this.publisher)?.close();
    await this.client.close();
    await this.story.close();
    await this.platform.stop();
    await this.suite.cleanup();
    rmSync(this.home, { recursive: true, force: true });
  }

  private async isIdle(): Promise<boolean> {
    const answers = await this.everywhere((url) =>
      this.client.ask<{ idle: boolean }>(DRIVER, 'GET', `${url}/internal/idle`),
    );
    return answers.every(({ body }) => body.idle);
  }

  /** At the listener for operations of every replica. */
  private everywhere<T>(work: (url: string) => Promise<T>): Promise<T[]> {
    const { operationsReplicas } = this.platform.endpoints;
    return Promise.all(SERVICES.flatMap((name) => operationsReplicas[name]).map(work));
  }
}
